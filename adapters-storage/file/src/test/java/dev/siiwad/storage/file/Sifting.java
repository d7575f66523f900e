package dev.siiwad.storage.file;

import dev.siiwad.duplicates.Against;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.testkit.PlainMinHash;
import java.util.List;

/**
 * Which of the documents that were read are published, and what becomes of the others.
 *
 * @param method by which documents count as the same
 * @param against whether those of another dataset count as well
 * @param keepRejects whether the others are kept beside the dataset
 */
record Sifting(Deduplication.Method method, boolean against, boolean keepRejects) {
    /** After so many documents the pass keeps what it has found; few, so that it does so often. */
    private static final int BLOCK_DOCUMENTS = 25;

    RunRequest asked(RunRequest request) {
        RunRequest asked = request.withDeduplication(deduplication());
        return keepRejects ? asked.withKeepRejects() : asked;
    }

    Deduplication deduplication() {
        Deduplication how = switch (method) {
            case NONE -> Deduplication.NONE;
            case EXACT -> Deduplication.EXACT;
            case NEAR -> Deduplication.near(new PlainMinHash()).withLeaderLongs(2000);
        };
        Deduplication inSteps = how.asChosen().withBlockDocuments(BLOCK_DOCUMENTS);
        return against ? inSteps.withAgainst(Against.named(List.of(OtherDataset.ID.value()))) : inSteps;
    }
}
