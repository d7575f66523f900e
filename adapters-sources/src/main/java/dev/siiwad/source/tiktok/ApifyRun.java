package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * One run of the actor, as Apify tells of it.
 *
 * @param store the key-value store that holds its input; empty if Apify does not say
 * @param costUsd so far; 0 if Apify does not say
 * @param startedAt by Apify's clock; empty if Apify does not say
 * @param finishedAt likewise
 */
record ApifyRun(
        String id,
        String dataset,
        String store,
        State state,
        String status,
        BigDecimal costUsd,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt) {
    /** What a status means for us. */
    enum State {
        WORKING,
        SUCCEEDED,
        /** Over, without all that was paid for. */
        FAILED
    }

    private static final int COST_USD_MAX = 1_000_000;

    static ApifyRun of(String where, JsonNode run) throws IOException {
        String status = run.path("status").asText();
        return new ApifyRun(
                identifier(where, run, "id"),
                identifier(where, run, "defaultDatasetId"),
                Identifiers.of(run.path("defaultKeyValueStoreId")).orElse(""),
                state(where, status),
                status,
                costUsd(where, run.path("usageTotalUsd")),
                time(run.path("startedAt").asText()),
                time(run.path("finishedAt").asText()));
    }

    PaidBatch.Paid paid() {
        return new PaidBatch.Paid(id, dataset);
    }

    private static BigDecimal costUsd(String where, JsonNode cost) throws IOException {
        if (!cost.isNumber()) {
            return BigDecimal.ZERO;
        }
        if (!(cost.doubleValue() >= 0 && cost.doubleValue() <= COST_USD_MAX)) {
            throw new IOException(where + ": usageTotalUsd is " + cost + "; expected 0 to " + COST_USD_MAX);
        }
        return cost.decimalValue();
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static String identifier(String where, JsonNode run, String name) throws IOException {
        return Identifiers.of(run.path(name))
                .orElseThrow(
                        () -> new IOException(where + ": the run has no \"" + name + "\"; expected an identifier"));
    }

    private static State state(String where, String status) throws IOException {
        return switch (status) {
            case "READY", "RUNNING", "TIMING-OUT", "ABORTING" -> State.WORKING;
            case "SUCCEEDED" -> State.SUCCEEDED;
            case "FAILED", "TIMED-OUT", "ABORTED" -> State.FAILED;
            default ->
                throw new IOException(where + ": the status of the run is \""
                        + status.substring(0, Math.min(status.length(), 40)) + "\", which is unknown");
        };
    }
}
