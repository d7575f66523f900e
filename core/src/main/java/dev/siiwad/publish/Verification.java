package dev.siiwad.publish;

import java.util.List;
import java.util.OptionalLong;

/**
 * What counting datasets again came to.
 *
 * @param findings what is not as the receipts say, one line each, with the place and both values
 */
public record Verification(List<Dataset> datasets, List<String> findings) {
    public Verification {
        datasets = List.copyOf(datasets);
        findings = List.copyOf(findings);
    }

    /**
     * One dataset that was counted.
     *
     * @param receipt where its receipt is
     * @param rows documents found in its parts
     * @param differentIds how many different ids they have; fewer than rows where upstream repeats a document, which is not a fault. Empty if there are
     *     too many to compare
     * @param sound whether all is as its receipt says
     */
    public record Dataset(String receipt, long rows, OptionalLong differentIds, boolean sound) {}

    /** Whether everything is as the receipts say. */
    public boolean sound() {
        return findings.isEmpty();
    }
}
