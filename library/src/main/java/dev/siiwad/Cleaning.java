package dev.siiwad;

import dev.siiwad.transform.CleanText;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.TokenFloor;
import dev.siiwad.transform.Transform;
import dev.siiwad.transform.Whitespace;
import dev.siiwad.transform.WordFloor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happens to every text between reading and keeping.
 *
 * @param form empty if it was not asked for: then a run that began with an earlier way of cleaning goes on with it
 */
record Cleaning(int minLength, int minWords, Optional<CleanText.Form> form, QualityChoice quality) {
    static final Cleaning DEFAULT = new Cleaning(50, 5, Optional.empty(), QualityChoice.NONE);

    Cleaning withMinLength(int chars) {
        return new Cleaning(chars, minWords, form, quality);
    }

    Cleaning withMinWords(int words) {
        return new Cleaning(minLength, words, form, quality);
    }

    Cleaning withForm(CleanText.Form asked) {
        return new Cleaning(minLength, minWords, Optional.of(asked), quality);
    }

    Cleaning withQuality(QualityChoice choice) {
        return new Cleaning(minLength, minWords, form, choice);
    }

    Transform transform() {
        MinLength enough = new MinLength(minLength);
        Transform newest = chain(new CleanText(form.orElse(CleanText.Form.NFC)), enough, new WordFloor(minWords));
        Transform first = chain(new Whitespace(), enough, new TokenFloor(minWords));
        return Transform.withEarlier(newest, form.isPresent() ? List.of() : List.of(first));
    }

    /** Quality is judged last, of the text as it is kept. */
    private Transform chain(Transform... steps) {
        return Transform.chain(
                Stream.concat(Stream.of(steps), quality.step().stream()).toList());
    }
}
