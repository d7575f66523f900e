package dev.siiwad.quality;

import dev.siiwad.document.Document;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes the quality signals of C4, Gopher and FineWeb: keeps them in the metadata of each document, drops those that FineWeb-2 drops in a language, or both. A rule's name is
 * datatrove's, such as {@code gopher_short_doc}.
 *
 * @param kept whether the signals go into the metadata
 * @param filter what is dropped; nothing if empty
 */
public record QualityStep(boolean kept, Optional<FilterConfig> filter) implements Transform {
    public QualityStep {
        if (!kept && filter.isEmpty()) {
            throw new IllegalArgumentException("neither are signals kept nor is anything filtered by them");
        }
    }

    @Override
    public Outcome apply(Document document) {
        Signals signals = Signals.of(document.text());
        Document out = kept ? signals.in(document) : document;
        return filter.flatMap(config -> new FineWeb2Filter(config).verdict(signals))
                .<Outcome>map(verdict -> new Outcome.Dropped(out, verdict.rule(), verdict.value()))
                .orElse(new Outcome.Kept(out));
    }

    @Override
    public String describe() {
        return Stream.concat(
                        kept ? Stream.of("signals/1") : Stream.empty(),
                        filter.stream().map(config -> "filter-config/1=sha256:" + config.digest()))
                .collect(Collectors.joining(" "));
    }
}
