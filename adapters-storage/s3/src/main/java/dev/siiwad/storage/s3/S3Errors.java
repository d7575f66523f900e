package dev.siiwad.storage.s3;

import dev.siiwad.storage.StorageSetupException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a request that failed says about the request, and what to say about it. Messages hold no credentials. */
final class S3Errors {
    private static final int CAUSES_MAX = 20;

    /** Another region, no valid credentials, not allowed. */
    private static final Set<Integer> SETUP_STATUSES = Set.of(301, 307, 401, 403);

    /** The clock of this machine is not the store's. The client signs by the store's from the answer on. */
    private static final Set<String> CLOCK_CODES = Set.of("RequestTimeTooSkewed", "RequestExpired");

    private static final String EXPIRED_TOKEN = "ExpiredToken";

    private S3Errors() {}

    /**
     * Whether the same request may succeed a little later. Whether it has been carried out is unknown. What the client has against a request by itself,
     * such as that there are no credentials, has no cause; what happened to it on the way has one, and so has an answer that makes no sense.
     */
    static boolean mayPass(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            int status = answer.statusCode();
            return status >= 500
                    || status == 429
                    || status == 408
                    || "RequestTimeout".equals(code(answer))
                    || CLOCK_CODES.contains(code(answer));
        }
        return e instanceof ApiCallAttemptTimeoutException
                || e instanceof ApiCallTimeoutException
                || !(e instanceof AbortedException) && e.getCause() != null;
    }

    /** Whether the store says that the object is there, or that somebody is writing it: perhaps we ourselves, a moment ago. */
    static boolean saysTaken(SdkException e) {
        return e instanceof AwsServiceException answer && (answer.statusCode() == 412 || answer.statusCode() == 409);
    }

    /** Whether the store says that there is no such object or upload, but that there is a bucket. */
    static boolean saysMissing(SdkException e) {
        return e instanceof AwsServiceException answer
                && answer.statusCode() == 404
                && !"NoSuchBucket".equals(code(answer));
    }

    /** What to tell the user. */
    static IOException describe(String operation, String url, int tries, SdkException e) {
        if (e instanceof AbortedException) {
            Thread.currentThread().interrupt();
            return new InterruptedIOException(url + ": " + operation + " was interrupted");
        }
        if (isWithoutCredentials(e)) {
            return new StorageSetupException(
                    url + ": no AWS credentials were found, in variables, a profile, or of this machine. Give them by"
                            + " AWS_PROFILE, or by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                    e);
        }
        String often = tries == 1 ? "" : " " + tries + " times (at most " + Bucket.TRIES_MAX + ")";
        String message = url + ": " + operation + " failed" + often + ": " + reason(e) + ". " + advice(e);
        return isForGood(e) ? new StorageSetupException(message, e) : new IOException(message, e);
    }

    /** Whether it takes a change of the credentials, of their permissions or of the address; a token that has expired is renewed by whoever gives it. */
    private static boolean isForGood(SdkException e) {
        return e instanceof AwsServiceException answer
                && (SETUP_STATUSES.contains(answer.statusCode())
                                && !CLOCK_CODES.contains(code(answer))
                                && !EXPIRED_TOKEN.equals(code(answer))
                        || "NoSuchBucket".equals(code(answer)));
    }

    /** The client lists all places that it has looked at, and why each has none. */
    private static boolean isWithoutCredentials(SdkException e) {
        return !(e instanceof AwsServiceException)
                && String.valueOf(e.getMessage()).startsWith("Unable to load credentials");
    }

    private static String reason(SdkException e) {
        if (e instanceof AwsServiceException answer) {
            String message = answer.awsErrorDetails() == null
                    ? ""
                    : " " + answer.awsErrorDetails().errorMessage();
            return "the store answered " + answer.statusCode() + " " + code(answer) + message;
        }
        Throwable deepest = e;
        for (int n = 0; n < CAUSES_MAX && deepest.getCause() != null; n++) {
            deepest = deepest.getCause();
        }
        return deepest == e ? e.getMessage() : deepest.getClass().getSimpleName() + ": " + deepest.getMessage();
    }

    private static String advice(SdkException e) {
        if (!(e instanceof AwsServiceException answer)) {
            return mayPass(e)
                    ? "Look whether the store can be reached (AWS_ENDPOINT_URL_S3); then run the same command again"
                    : "Give credentials by AWS_PROFILE, or by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and the region by"
                            + " AWS_REGION";
        }
        if (CLOCK_CODES.contains(code(answer))) {
            return "Set the clock of this machine; then run the same command again";
        }
        return switch (answer.statusCode()) {
            case 301, 307, 400 -> "Look whether AWS_REGION is the bucket's, and AWS_ENDPOINT_URL_S3 the store's";
            case 401, 403 -> "Look at the credentials; the permissions that are needed are in docs/storage.md";
            case 404 -> "Create the bucket, or give another one";
            default -> "Run the same command again later";
        };
    }

    private static String code(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }
}
