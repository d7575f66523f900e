package dev.siiwad;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The columns of a source whose texts are asked for under a name that no column has: who refuses that names those there are.
 *
 * @param source its text field is {@link #NONE}
 */
record Columns(Source source) {
    static final String NONE = "no column has this name";

    private static final int STEPS_MAX = 100;

    List<String> names() throws IOException {
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            for (int step = 0; step < STEPS_MAX; step++) {
                if (reader.read() instanceof Reading.End) {
                    return List.of();
                }
            }
            return List.of();
        } catch (MalformedDocumentException e) {
            return e.remedy().map(Remedy.Choose::values).orElse(List.of());
        } catch (SourceException e) {
            List<String> names = e.remedies().stream()
                    .flatMap(remedy ->
                            remedy instanceof Remedy.Choose choose ? choose.values().stream() : Stream.<String>empty())
                    .toList();
            if (names.isEmpty()) {
                throw e;
            }
            return names;
        }
    }
}
