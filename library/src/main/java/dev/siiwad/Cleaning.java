package dev.siiwad;

import dev.siiwad.transform.CleanText;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.TokenFloor;
import dev.siiwad.transform.Transform;
import dev.siiwad.transform.Whitespace;
import dev.siiwad.transform.WordFloor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens to every text between reading and keeping.
 *
 * @param form empty if it was not asked for: then a run that began with an earlier way of cleaning goes on with it
 */
record Cleaning(int minLength, int minWords, Optional<CleanText.Form> form, LanguageChoice language) {
    static final Cleaning DEFAULT = new Cleaning(50, 5, Optional.empty(), LanguageChoice.NONE);

    Cleaning withMinLength(int chars) {
        return new Cleaning(chars, minWords, form, language);
    }

    Cleaning withMinWords(int words) {
        return new Cleaning(minLength, words, form, language);
    }

    Cleaning withForm(CleanText.Form asked) {
        return new Cleaning(minLength, minWords, Optional.of(asked), language);
    }

    Cleaning withLanguage(LanguageChoice choice) {
        return new Cleaning(minLength, minWords, form, choice);
    }

    Transform transform() {
        MinLength enough = new MinLength(minLength);
        List<Transform> newest =
                List.of(new CleanText(form.orElse(CleanText.Form.NFC)), enough, new WordFloor(minWords));
        List<Transform> earlier = new ArrayList<>();
        if (language.transform().isPresent() && !language.asked()) {
            earlier.add(Transform.chain(newest));
        }
        if (form.isEmpty() && (language.transform().isEmpty() || !language.asked())) {
            earlier.add(Transform.chain(List.of(new Whitespace(), enough, new TokenFloor(minWords))));
        }
        List<Transform> all = new ArrayList<>(newest);
        language.transform().ifPresent(all::add);
        return Transform.withEarlier(Transform.chain(all), earlier);
    }
}
