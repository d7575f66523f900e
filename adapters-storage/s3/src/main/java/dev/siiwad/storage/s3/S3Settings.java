package dev.siiwad.storage.s3;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Credentials, region and endpoint as every user of S3 gives them: {@code AWS_…} variables first, then what the SDK looks at by default. An endpoint of
 * one's own is spoken to with the bucket in the path.
 *
 * @param settings by the names of the environment variables; holds secrets, and is never shown
 * @param answerTimeout how long the store may say nothing
 */
public record S3Settings(Function<String, Optional<String>> settings, Duration answerTimeout) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /** A body of the largest size, on a slow line. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(30);

    public static S3Settings of(Function<String, Optional<String>> settings) {
        return new S3Settings(settings, ANSWER_TIMEOUT);
    }

    S3Client client(BucketAddress address) {
        Optional<URI> endpoint = endpoint();
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(credentials())
                .forcePathStyle(endpoint.isPresent() || address.bucket().contains("."))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(Apache5HttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(answerTimeout))
                .overrideConfiguration(override ->
                        override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallAttemptTimeout(REQUEST_TIMEOUT));
        endpoint.ifPresent(builder::endpointOverride);
        region(endpoint.isPresent()).ifPresent(builder::region);
        return builder.build();
    }

    /** Tells one store from another. */
    String endpointName() {
        return endpoint().map(URI::toString).orElse("aws");
    }

    @Override
    public String toString() {
        return "S3Settings[" + endpointName() + "]";
    }

    private Optional<URI> endpoint() {
        if (text("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
                .map(Boolean::parseBoolean)
                .orElse(false)) {
            return Optional.empty();
        }
        return text("AWS_ENDPOINT_URL_S3")
                .or(() -> text("AWS_ENDPOINT_URL"))
                .or(() -> ofProfile("endpoint_url"))
                .map(S3Settings::address);
    }

    private static URI address(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "AWS_ENDPOINT_URL_S3 is not an address; expected a form like https://s3.example:9000", e);
        }
        throw new IllegalArgumentException(
                "AWS_ENDPOINT_URL_S3 is not a web address without a user; expected a form like"
                        + " https://s3.example:9000");
    }

    private AwsCredentialsProvider credentials() {
        Optional<String> id = text("AWS_ACCESS_KEY_ID");
        Optional<String> secret = text("AWS_SECRET_ACCESS_KEY");
        if (id.isPresent() && secret.isPresent()) {
            Optional<String> token = text("AWS_SESSION_TOKEN");
            return StaticCredentialsProvider.create(
                    token.isPresent()
                            ? AwsSessionCredentials.create(id.get(), secret.get(), token.get())
                            : AwsBasicCredentials.create(id.get(), secret.get()));
        }
        DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
        text("AWS_PROFILE").ifPresent(chain::profileName);
        return chain.build();
    }

    /** Empty where the SDK is to ask further, which an endpoint of one's own never needs. */
    private Optional<Region> region(boolean ownEndpoint) {
        Optional<String> given =
                text("AWS_REGION").or(() -> text("AWS_DEFAULT_REGION")).or(() -> ofProfile("region"));
        if (given.isPresent() || ownEndpoint) {
            return Optional.of(Region.of(given.orElse("us-east-1")));
        }
        try {
            return Optional.of(new DefaultAwsRegionProviderChain().getRegion());
        } catch (SdkClientException e) {
            throw new IllegalArgumentException("no region is given; set AWS_REGION to the bucket's", e);
        }
    }

    private Optional<String> ofProfile(String property) {
        String profile = text("AWS_PROFILE").orElse("default");
        return ProfileFile.defaultProfileFile().profile(profile).flatMap(found -> found.property(property));
    }

    private Optional<String> text(String name) {
        return settings.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }
}
