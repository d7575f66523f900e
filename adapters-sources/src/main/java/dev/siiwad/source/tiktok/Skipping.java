package dev.siiwad.source.tiktok;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Reading;
import java.io.IOException;

/** Passes over comments by reading them: neither API can jump to the n-th one, for its pages may be short. */
final class Skipping {
    private Skipping() {}

    static long skip(DocumentReader reader, long count) throws IOException {
        long passed = 0;
        while (passed < count) {
            try {
                Reading reading = reader.read();
                if (reading instanceof Reading.End) {
                    return passed;
                }
                passed += reading instanceof Reading.Read ? 1 : 0;
            } catch (MalformedDocumentException e) {
                passed++;
            }
        }
        return passed;
    }
}
