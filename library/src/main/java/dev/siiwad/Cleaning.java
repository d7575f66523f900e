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

/**
 * What happens to every text between reading and keeping.
 *
 * @param form empty if it was not asked for: then a run that began with an earlier way of cleaning goes on with it
 * @param repair whether texts are repaired; empty if it was not asked for, likewise
 * @param repairable whether they are repaired unless asked otherwise: those of datasets that others collected from the web
 */
record Cleaning(
        int minLength, int minWords, Optional<CleanText.Form> form, Optional<Boolean> repair, boolean repairable) {
    static final Cleaning DEFAULT = new Cleaning(50, 5, Optional.empty(), Optional.empty(), false);

    Cleaning withMinLength(int chars) {
        return new Cleaning(chars, minWords, form, repair, repairable);
    }

    Cleaning withMinWords(int words) {
        return new Cleaning(minLength, words, form, repair, repairable);
    }

    Cleaning withForm(CleanText.Form asked) {
        return new Cleaning(minLength, minWords, Optional.of(asked), repair, repairable);
    }

    Cleaning withRepair(boolean asked) {
        return new Cleaning(minLength, minWords, form, Optional.of(asked), repairable);
    }

    Cleaning ofRepairable() {
        return new Cleaning(minLength, minWords, form, repair, true);
    }

    Transform transform() {
        MinLength enough = new MinLength(minLength);
        List<Transform> unrepaired =
                List.of(new CleanText(form.orElse(CleanText.Form.NFC)), enough, new WordFloor(minWords));
        List<Transform> repaired = new ArrayList<>(unrepaired);
        repaired.add(0, new RepairText());
        boolean repairs = repair.orElse(repairable);
        List<Transform> earlier = new ArrayList<>();
        if (repairs && repair.isEmpty()) {
            earlier.add(Transform.chain(unrepaired));
        }
        if (form.isEmpty() && !repair.orElse(false)) {
            earlier.add(Transform.chain(List.of(new Whitespace(), enough, new TokenFloor(minWords))));
        }
        return Transform.withEarlier(Transform.chain(repairs ? repaired : unrepaired), earlier);
    }
}
