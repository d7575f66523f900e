package dev.siiwad.testkit;

import dev.siiwad.document.Document;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Gives the documents of a {@link ListSource} texts by their numbers: each one of its own, or one like that of an earlier number: a third are, some of them very much.
 *
 * @param shift added to every number first, so that the texts of two sources overlap
 */
public record Resembling(int shift) implements Transform {
    @Override
    public Outcome apply(Document document) {
        return new Outcome.Kept(document.withText(String.join(" ", words(shift + Integer.parseInt(document.id())))));
    }

    private static List<String> words(int number) {
        Random random = new Random(number);
        if (number > 10 && random.nextInt(3) == 0) {
            List<String> words = new ArrayList<>(words(random.nextInt(number)));
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                words.set(random.nextInt(words.size()), "beddel" + random.nextInt(1000));
            }
            return words;
        }
        return random.ints(40 + random.nextInt(60), 0, 5000)
                .mapToObj(word -> "eray" + word)
                .toList();
    }

    @Override
    public String describe() {
        return "resembling/1=" + shift;
    }
}
