package dev.siiwad;

import dev.siiwad.transform.CleanText;
import dev.siiwad.transform.LetterPairFloor;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.RepairText;
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
 * @param repair whether texts are repaired; empty if it was not asked for, likewise
 * @param repairable whether they are repaired unless asked otherwise: those of datasets that others collected from the web
 */
record Cleaning(
        int minLength,
        int minWords,
        Optional<CleanText.Form> form,
        Optional<Boolean> repair,
        boolean repairable,
        LanguageChoice language,
        QualityChoice quality) {
    static final Cleaning DEFAULT =
            new Cleaning(50, 5, Optional.empty(), Optional.empty(), false, LanguageChoice.NONE, QualityChoice.NONE);

    Cleaning withMinLength(int chars) {
        return new Cleaning(chars, minWords, form, repair, repairable, language, quality);
    }

    Cleaning withMinWords(int words) {
        return new Cleaning(minLength, words, form, repair, repairable, language, quality);
    }

    Cleaning withForm(CleanText.Form asked) {
        return new Cleaning(minLength, minWords, Optional.of(asked), repair, repairable, language, quality);
    }

    Cleaning withRepair(boolean asked) {
        return new Cleaning(minLength, minWords, form, Optional.of(asked), repairable, language, quality);
    }

    Cleaning ofRepairable() {
        return new Cleaning(minLength, minWords, form, repair, true, language, quality);
    }

    Cleaning withLanguage(LanguageChoice choice) {
        return new Cleaning(minLength, minWords, form, repair, repairable, choice, quality);
    }

    Cleaning withQuality(QualityChoice choice) {
        return new Cleaning(minLength, minWords, form, repair, repairable, language, choice);
    }

    /** What is done unless asked otherwise is newer than what was done before; so each of it may be missing in a run that goes on. */
    Transform transform() {
        List<Optional<Transform>> repairs = choices(
                repair.orElse(repairable) ? Optional.of(new RepairText()) : Optional.empty(), repair.isPresent());
        List<Optional<Transform>> languages = choices(language.transform(), language.asked());
        List<Transform> newestFirst = new ArrayList<>();
        CleanText clean = new CleanText(form.orElse(CleanText.Form.NFC));
        for (Transform floor : List.of(new WordFloor(minWords), new LetterPairFloor(minWords))) {
            for (Optional<Transform> identify : languages) {
                for (Optional<Transform> repaired : repairs) {
                    newestFirst.add(chain(repaired, clean, floor, identify));
                }
            }
        }
        if (form.isEmpty()
                && repairs.contains(Optional.<Transform>empty())
                && languages.contains(Optional.<Transform>empty())) {
            newestFirst.add(chain(Optional.empty(), new Whitespace(), new TokenFloor(minWords), Optional.empty()));
        }
        return Transform.withEarlier(newestFirst.get(0), newestFirst.subList(1, newestFirst.size()));
    }

    /** A step as it is now and, unless it was asked for, none. */
    private static List<Optional<Transform>> choices(Optional<Transform> step, boolean asked) {
        return step.isEmpty() || asked ? List.of(step) : List.of(step, Optional.empty());
    }

    /** Language and quality are judged last, of the text as it is kept. */
    private Transform chain(
            Optional<Transform> repaired, Transform clean, Transform wordFloor, Optional<Transform> identify) {
        List<Transform> steps = new ArrayList<>();
        repaired.ifPresent(steps::add);
        steps.addAll(List.of(clean, new MinLength(minLength), wordFloor));
        identify.ifPresent(steps::add);
        quality.step().ifPresent(steps::add);
        return Transform.chain(steps);
    }
}
