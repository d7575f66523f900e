package dev.siiwad;

import dev.siiwad.language.IdentifyLanguage;
import dev.siiwad.transform.Transform;
import java.util.List;
import java.util.Optional;

/**
 * Whether languages are identified, and which are kept.
 *
 * @param identify empty if it was not asked for
 * @param keep codes, none for all; empty if it was not asked for
 * @param usual what is done unless asked otherwise: identify and keep these; empty for nothing. A run that began without goes on without
 */
record LanguageChoice(Optional<Boolean> identify, Optional<List<String>> keep, Optional<List<String>> usual) {
    static final LanguageChoice NONE = new LanguageChoice(Optional.empty(), Optional.empty(), Optional.empty());

    LanguageChoice {
        keep = keep.map(List::copyOf);
        usual = usual.map(List::copyOf);
        boolean keepsSome = keep.isPresent() && !keep.get().isEmpty();
        if (keepsSome) {
            IdentifyLanguage.keeping(keep.get());
        }
        if (keepsSome && !identify.orElse(true)) {
            throw new IllegalArgumentException("languages to keep are given, and languages are not to be identified");
        }
    }

    LanguageChoice withIdentify(boolean wanted) {
        return new LanguageChoice(Optional.of(wanted), keep, usual);
    }

    LanguageChoice withKeep(List<String> codes) {
        return new LanguageChoice(identify, Optional.of(codes), usual);
    }

    LanguageChoice usually(List<String> kept) {
        return new LanguageChoice(identify, keep, Optional.of(kept));
    }

    boolean asked() {
        return identify.isPresent() || keep.isPresent();
    }

    Optional<Transform> transform() {
        List<String> kept = keep.orElse(usual.orElse(List.of()));
        boolean wanted = identify.orElse(usual.isPresent() || !kept.isEmpty());
        if (!wanted) {
            return Optional.empty();
        }
        return Optional.of(kept.isEmpty() ? IdentifyLanguage.keepingAll() : IdentifyLanguage.keeping(kept));
    }
}
