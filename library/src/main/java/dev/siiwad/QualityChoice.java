package dev.siiwad;

import dev.siiwad.quality.FilterConfig;
import dev.siiwad.quality.QualityStep;
import java.util.Optional;

/**
 * Whether quality signals are kept, and what is dropped by them; nothing is, unless asked for.
 *
 * @param filter the thresholds to drop by
 */
record QualityChoice(boolean signals, Optional<FilterConfig> filter) {
    static final QualityChoice NONE = new QualityChoice(false, Optional.empty());

    QualityChoice withSignals() {
        return new QualityChoice(true, filter);
    }

    QualityChoice withFilter(FilterConfig config) {
        return new QualityChoice(signals, Optional.of(config));
    }

    Optional<QualityStep> step() {
        return signals || filter.isPresent() ? Optional.of(new QualityStep(signals, filter)) : Optional.empty();
    }
}
