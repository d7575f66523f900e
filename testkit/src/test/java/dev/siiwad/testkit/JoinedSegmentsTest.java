package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.publish.JoinedSegments;
import dev.siiwad.segment.SegmentStore;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinedSegmentsTest {
    @Test
    void countTheSameWithoutThePlacesOfSegmentsThatOnlyARepairNeeds() {
        Checkpoint read = Checkpoints.after("run-1", 70);
        Checkpoint slice = read.exhausted(read.timestamp());
        assertThat(slice.extent().last().orElseThrow().before().full()).isTrue();
        SegmentStore segments =
                new InMemoryPlace().open(new DurableOperations()).segments(slice.source());
        JoinedSegments.Share share = new JoinedSegments.Share(slice, segments);

        assertThat(share.checkpoint().extent().last()).isEmpty();
        Checkpoint joined =
                new JoinedSegments(Checkpoints.begun("run-1"), segments, List.of(share, share)).checkpoint();
        assertThat(joined.segmentCount()).isEqualTo(140);
        assertThat(joined.lastIndex()).isEqualTo(2 * slice.lastIndex());
        assertThat(joined.lastSegmentBytes()).isEqualTo(slice.lastSegmentBytes());
    }
}
