package dev.siiwad.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.source.Position;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SegmentNamesTest {
    private static Extent counting(SegmentRange... ranges) {
        return new Extent(
                Long.MAX_VALUE,
                0,
                0,
                Position.START,
                List.of(ranges),
                1,
                Optional.empty(),
                OutputDigest.EMPTY,
                false,
                false);
    }

    @Test
    void eachHasTheAttemptOfItsRange() {
        assertThat(counting(new SegmentRange(1, 3), new SegmentRange(2, 4), new SegmentRange(5, 6))
                        .segmentNames())
                .extracting(SegmentName::toString)
                .containsExactly("00000001-1", "00000002-1", "00000003-1", "00000004-2", "00000005-5", "00000006-5");
        assertThat(counting().segmentNames()).isEmpty();
    }

    @Test
    void asManyAsThereCanBeFillNoMemory() {
        List<SegmentName> names = counting(new SegmentRange(1, 3), new SegmentRange(2, Integer.MAX_VALUE))
                .segmentNames();
        assertThat(names.size()).isEqualTo(Integer.MAX_VALUE);
        assertThat(names.iterator().next()).hasToString("00000001-1");
        assertThat(names.get(Integer.MAX_VALUE - 1)).hasToString("2147483647-2");
        assertThat(names.subList(2, 4)).extracting(SegmentName::attempt).containsExactly(1, 2);
    }

    @Test
    void moreAreRefused() {
        assertThatThrownBy(() -> counting(new SegmentRange(1, Integer.MAX_VALUE + 1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("segments counts 2147483648 segments; at most 2147483647 are possible");
    }
}
