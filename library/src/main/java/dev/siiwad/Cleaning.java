package dev.siiwad;

import dev.siiwad.transform.CleanText;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.TokenFloor;
import dev.siiwad.transform.Transform;
import dev.siiwad.transform.Whitespace;
import dev.siiwad.transform.WordFloor;
import java.util.List;
import java.util.Optional;

/**
 * What happens to every text between reading and keeping.
 *
 * @param form empty if it was not asked for: then a run that began with an earlier way of cleaning goes on with it
 */
record Cleaning(int minLength, int minWords, Optional<CleanText.Form> form) {
    static final Cleaning DEFAULT = new Cleaning(50, 5, Optional.empty());

    Cleaning withMinLength(int chars) {
        return new Cleaning(chars, minWords, form);
    }

    Cleaning withMinWords(int words) {
        return new Cleaning(minLength, words, form);
    }

    Cleaning withForm(CleanText.Form asked) {
        return new Cleaning(minLength, minWords, Optional.of(asked));
    }

    Transform transform() {
        MinLength enough = new MinLength(minLength);
        Transform newest = Transform.chain(
                List.of(new CleanText(form.orElse(CleanText.Form.NFC)), enough, new WordFloor(minWords)));
        Transform first = Transform.chain(List.of(new Whitespace(), enough, new TokenFloor(minWords)));
        return Transform.withEarlier(newest, form.isPresent() ? List.of() : List.of(first));
    }
}
