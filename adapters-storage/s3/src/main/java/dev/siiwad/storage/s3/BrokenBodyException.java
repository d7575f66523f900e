package dev.siiwad.storage.s3;

import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A body broke off while it was read: to be treated like a request that never got its answer. */
final class BrokenBodyException extends SdkClientException {
    private static final long serialVersionUID = 1L;

    private BrokenBodyException(Builder builder) {
        super(builder);
    }

    static BrokenBodyException of(IOException cause) {
        return new BrokenBodyException(
                SdkClientException.builder().message(cause.getMessage()).cause(cause));
    }
}
