package dev.siiwad.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether anything can come of a run. One whose first {@value #DOCUMENTS_MAX} documents all lack what a setting names, as a wrong name of the text's field
 * makes them, ends there: the documents after them would only fill the quarantine. A run of fewer documents ends so where it ends.
 */
final class FirstDocuments {
    static final int DOCUMENTS_MAX = 1000;

    private static final int VALUES_MAX = 50;

    private final Map<String, Set<String>> choices = new TreeMap<>();
    private String reason = "";
    private long unfit;
    private boolean over;

    private FirstDocuments(long unfit, boolean over) {
        this.unfit = unfit;
        this.over = over;
    }

    /** As an attempt finds them: what earlier ones have read counts. */
    static FirstDocuments of(Checkpoint claim, SegmentStore segments) throws IOException {
        long read = claim.lastIndex() - claim.firstIndex();
        if (claim.processedCount() > 0 || read >= DOCUMENTS_MAX) {
            return new FirstDocuments(0, true);
        }
        long unfit = unfit(claim, segments);
        return new FirstDocuments(unfit, unfit < read);
    }

    /** How many of the few documents that were read before are quarantined by themselves. */
    private static long unfit(Checkpoint claim, SegmentStore segments) throws IOException {
        long[] unfit = {0};
        for (SegmentName name : claim.extent().segmentNames()) {
            segments.read(claim.runId(), name, entry -> {
                unfit[0] += entry instanceof Entry.Quarantined quarantined && !quarantined.unit() ? 1 : 0;
            });
        }
        return unfit[0];
    }

    /** A document was read, whatever became of it. */
    void fit() {
        over = true;
    }

    /**
     * A document could not be read.
     *
     * @throws SourceException if it is one too many, with what could be chosen instead
     */
    void malformed(MalformedDocumentException e) throws SourceException {
        if (over) {
            return;
        }
        if (e.remedy().isEmpty()) {
            over = true;
            return;
        }
        Remedy.Choose choose = e.remedy().get();
        Set<String> values = choices.computeIfAbsent(choose.setting(), setting -> new LinkedHashSet<>());
        choose.values().stream().limit(Math.max(0, VALUES_MAX - values.size())).forEach(values::add);
        reason = e.getMessage();
        unfit++;
        if (unfit == DOCUMENTS_MAX) {
            throw unfit("none of the first ");
        }
    }

    /**
     * There are no more.
     *
     * @throws SourceException if none could be read
     */
    void end() throws SourceException {
        if (!over && unfit > 0 && !choices.isEmpty()) {
            throw unfit("none of the ");
        }
    }

    private SourceException unfit(String which) {
        String message = which + unfit + " documents can be read, such as: " + reason;
        Remedy[] remedies = choices.entrySet().stream()
                .map(choice -> new Remedy.Choose(choice.getKey(), List.copyOf(choice.getValue())))
                .toArray(Remedy[]::new);
        return new SourceException(message, remedies);
    }
}
