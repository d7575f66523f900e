package dev.siiwad.source.bbc;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What came of a frontier, a line for each place in it. */
final class Reads {
    private Reads() {}

    /** {@code <id>: <headline>}, or {@code <id>! <why there is none>}. */
    static List<String> all(DocumentReader reader) throws IOException {
        List<String> came = new ArrayList<>();
        while (true) {
            String one = one(reader);
            if (one.isEmpty()) {
                return came;
            }
            came.add(one);
        }
    }

    /** The next line; empty at the end. */
    static String one(DocumentReader reader) throws IOException {
        try {
            return reader.read() instanceof Reading.Read read
                    ? read.document().id() + ": " + read.document().title()
                    : "";
        } catch (MalformedDocumentException e) {
            return e.documentId() + "! " + e.getMessage();
        }
    }
}
