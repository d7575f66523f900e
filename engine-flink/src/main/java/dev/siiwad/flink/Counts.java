package dev.siiwad.flink;

import dev.siiwad.ingest.Progress;
import java.util.List;
import org.apache.flink.api.common.accumulators.ListAccumulator;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.MetricGroup;

/**
 * What one worker has done, as metrics and accumulators of Flink, which its web page shows. They count what this instance did, documents of attempts that died included; the checkpoints and
 * the receipt are the truth.
 */
final class Counts implements Progress {
    private final LongCounter read = new LongCounter();
    private final LongCounter kept = new LongCounter();
    private final LongCounter quarantined = new LongCounter();
    private final LongCounter slices = new LongCounter();
    private final LongCounter checkpoints = new LongCounter();
    private final ListAccumulator<String> results = new ListAccumulator<>();

    private volatile long slice;
    private volatile long offset;
    private volatile long published;

    private Counts() {}

    static Counts in(RuntimeContext context) {
        Counts counts = new Counts();
        MetricGroup metrics = context.getMetricGroup().addGroup("siiwad");
        counts.add("documents_read", counts.read, context, metrics);
        counts.add("documents_kept", counts.kept, context, metrics);
        counts.add("documents_quarantined", counts.quarantined, context, metrics);
        counts.add("slices_taken", counts.slices, context, metrics);
        counts.add("checkpoints_saved", counts.checkpoints, context, metrics);
        metrics.gauge("slice", () -> counts.slice);
        metrics.gauge("offset", () -> counts.offset);
        metrics.gauge("documents_published", () -> counts.published);
        context.addAccumulator(Job.RESULTS, counts.results);
        return counts;
    }

    private void add(String name, LongCounter counter, RuntimeContext context, MetricGroup metrics) {
        context.addAccumulator(name, counter);
        metrics.gauge(name, counter::getLocalValuePrimitive);
    }

    @Override
    public void on(Event event) {
        if (event instanceof TakingSlice taken) {
            slice = taken.number();
            slices.add(1);
        } else if (event instanceof Claimed claimed) {
            offset = claimed.checkpoint().lastIndex();
        } else if (event instanceof Processed processed) {
            read.add(1);
            kept.add(processed.kept() ? 1 : 0);
        } else if (event instanceof Quarantined) {
            read.add(1);
            quarantined.add(1);
        } else if (event instanceof Committed committed) {
            offset = committed.checkpoint().lastIndex();
            checkpoints.add(1);
        } else if (event instanceof Encoded encoded) {
            published = encoded.offset() - encoded.first();
        }
    }

    /** Which slice is read, or was last; 0 if none was yet. */
    int slice() {
        return (int) slice;
    }

    /** Results for people, which the job hands to whoever has submitted it. */
    void results(List<String> lines) {
        lines.forEach(results::add);
    }
}
