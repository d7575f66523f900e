package dev.siiwad.benchmarks;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts every request that the S3 client sends in this process, by its kind; the client finds this class by a resource that names it. */
public final class RequestCount implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        Counts.add(context.request().getClass().getSimpleName().replace("Request", ""));
    }
}
