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
import java.util.stream.Stream;

/**
 * What happens to every text between reading and keeping.
 *
 * @param form empty if it was not asked for: then a run that began with an earlier way of cleaning goes on with it
 */
record Cleaning(
        int minLength, int minWords, Optional<CleanText.Form> form, LanguageChoice language, QualityChoice quality) {
    static final Cleaning DEFAULT = new Cleaning(50, 5, Optional.empty(), LanguageChoice.NONE, QualityChoice.NONE);

    Cleaning withMinLength(int chars) {
        return new Cleaning(chars, minWords, form, language, quality);
    }

    Cleaning withMinWords(int words) {
        return new Cleaning(minLength, words, form, language, quality);
    }

    Cleaning withForm(CleanText.Form asked) {
        return new Cleaning(minLength, minWords, Optional.of(asked), language, quality);
    }

    Cleaning withLanguage(LanguageChoice choice) {
        return new Cleaning(minLength, minWords, form, choice, quality);
    }

    Cleaning withQuality(QualityChoice choice) {
        return new Cleaning(minLength, minWords, form, language, choice);
    }

    /** Identifying languages is newer than the first way of cleaning; where it was not asked for, a run that began without goes on without. */
    Transform transform() {
        MinLength enough = new MinLength(minLength);
        CleanText clean = new CleanText(form.orElse(CleanText.Form.NFC));
        Optional<Transform> identify = language.transform();
        List<Transform> earlier = new ArrayList<>();
        if (identify.isPresent() && !language.asked()) {
            earlier.add(chain(Optional.empty(), clean, enough, new WordFloor(minWords)));
        }
        if (form.isEmpty() && (identify.isEmpty() || !language.asked())) {
            earlier.add(chain(Optional.empty(), new Whitespace(), enough, new TokenFloor(minWords)));
        }
        return Transform.withEarlier(chain(identify, clean, enough, new WordFloor(minWords)), earlier);
    }

    /** Quality is judged last, of the text as it is kept. */
    private Transform chain(Optional<Transform> identify, Transform... steps) {
        return Transform.chain(Stream.of(Stream.of(steps), identify.stream(), quality.step().stream())
                .flatMap(each -> each)
                .toList());
    }
}
