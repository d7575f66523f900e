package dev.siiwad.ingest;

import dev.siiwad.duplicates.Against;
import dev.siiwad.duplicates.ChangedDatasetException;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.duplicates.UnknownDatasetException;
import dev.siiwad.publish.Datasets;
import dev.siiwad.source.Settings;
import java.io.IOException;
import java.util.Optional;

/**
 * Which published datasets a run compares its documents with: one that goes on, those that it began with, and a new one those that are there now.
 *
 * @param refusal why a new one cannot begin
 */
record Pinning(Deduplication deduplication, Optional<Refusal> refusal) {
    /** @param begun the settings of the run that goes on; empty for a new one */
    static Pinning of(Deduplication asked, Optional<Settings> begun, Datasets datasets) throws IOException {
        Against against = asked.against();
        if (begun.isPresent()) {
            return new Pinning(asked.withAgainst(against.keepingTo(Against.in(begun.get()))), Optional.empty());
        }
        try {
            return new Pinning(asked.withAgainst(against.pinnedIn(datasets)), Optional.empty());
        } catch (UnknownDatasetException e) {
            return new Pinning(asked, Optional.of(new Refusal.UnknownDataset(e.name(), e.known())));
        } catch (ChangedDatasetException e) {
            return new Pinning(asked, Optional.of(Refusal.ChangedDataset.of(e, false)));
        }
    }

    /** The plan, unless what the run would compare with is not there. */
    ResumePlan of(ResumePlan plan, Datasets datasets) throws IOException {
        boolean begins = plan instanceof ResumePlan.StartFresh || plan instanceof ResumePlan.StartAt;
        if (begins && refusal.isPresent()) {
            return new ResumePlan.Refuse(refusal.get());
        }
        if (plan instanceof ResumePlan.CarryOn) {
            try {
                deduplication.against().require(datasets);
            } catch (ChangedDatasetException e) {
                return new ResumePlan.Refuse(Refusal.ChangedDataset.of(e, true));
            }
        }
        return plan;
    }
}
