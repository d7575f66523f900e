package dev.siiwad.source.bbc;

/**
 * A list of articles that a frontier was made without.
 *
 * @param reason why, as one line
 */
record NotSeen(String url, String reason) {
    NotSeen {
        reason = OneLine.of(reason);
    }
}
