package dev.siiwad.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.document.Document;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.StoredDocument;
import org.junit.jupiter.api.Test;

class SizesTest {
    @Test
    void noDocumentIsMadeOfAStoredOneToTellItsSize() {
        StoredDocument stored = new StoredDocument() {
            @Override
            public Document document() {
                throw new AssertionError("made");
            }

            @Override
            public long textBytes() {
                return 1000;
            }

            @Override
            public long memoryBytes() {
                return 1234;
            }
        };
        assertThat(Sizes.of(new Entry.Kept(0, stored))).isEqualTo(1234);
    }
}
