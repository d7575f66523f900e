package dev.siiwad;

import dev.siiwad.transform.CleanText;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.RepairText;
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
 * @param repair whether texts are repaired; empty if it was not asked for, likewise
 * @param repairable whether they are repaired unless asked otherwise: those of datasets that others collected from the web
 */
record Cleaning(
        int minLength,
        int minWords,
        Optional<CleanText.Form> form,
        Optional<Boolean> repair,
        boolean repairable,
        QualityChoice quality) {
    static final Cleaning DEFAULT = new Cleaning(50, 5, Optional.empty(), Optional.empty(), false, QualityChoice.NONE);

    Cleaning withMinLength(int chars) {
        return new Cleaning(chars, minWords, form, repair, repairable, quality);
    }

    Cleaning withMinWords(int words) {
        return new Cleaning(minLength, words, form, repair, repairable, quality);
    }

    Cleaning withForm(CleanText.Form asked) {
        return new Cleaning(minLength, minWords, Optional.of(asked), repair, repairable, quality);
    }

    Cleaning withRepair(boolean asked) {
        return new Cleaning(minLength, minWords, form, Optional.of(asked), repairable, quality);
    }

    Cleaning ofRepairable() {
        return new Cleaning(minLength, minWords, form, repair, true, quality);
    }

    Cleaning withQuality(QualityChoice choice) {
        return new Cleaning(minLength, minWords, form, repair, repairable, choice);
    }

    Transform transform() {
        MinLength enough = new MinLength(minLength);
        CleanText clean = new CleanText(form.orElse(CleanText.Form.NFC));
        WordFloor words = new WordFloor(minWords);
        boolean repairs = repair.orElse(repairable);
        List<Transform> earlier = new ArrayList<>();
        if (repairs && repair.isEmpty()) {
            earlier.add(chain(clean, enough, words));
        }
        if (form.isEmpty() && !repair.orElse(false)) {
            earlier.add(chain(new Whitespace(), enough, new TokenFloor(minWords)));
        }
        Transform newest = repairs ? chain(new RepairText(), clean, enough, words) : chain(clean, enough, words);
        return Transform.withEarlier(newest, earlier);
    }

    /** Quality is judged last, of the text as it is kept. */
    private Transform chain(Transform... steps) {
        return Transform.chain(
                Stream.concat(Stream.of(steps), quality.step().stream()).toList());
    }
}
