package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** What upstream calls its comments, runs and datasets: safe in an address, a position and a message. */
final class Identifiers {
    static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private Identifiers() {}

    static boolean isSafe(String text) {
        return SAFE.matcher(text).matches();
    }

    /** An identifier given as text or as a whole number; empty if it is neither. */
    static Optional<String> of(JsonNode node) {
        boolean plain = node.isTextual() || node.isIntegralNumber();
        return Optional.of(node.asText()).filter(text -> plain && isSafe(text));
    }
}
