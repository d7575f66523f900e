package dev.siiwad.testkit;

import dev.siiwad.document.Document;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** What two texts share of all that either says in three words in a row, counted as plainly as can be. */
    public static double similarity(Document one, Document other) {
        Set<List<String>> both = shingles(one);
        Set<List<String>> either = new HashSet<>(both);
        either.addAll(shingles(other));
        both.retainAll(shingles(other));
        return (double) both.size() / either.size();
    }

    private static Set<List<String>> shingles(Document document) {
        List<String> words = Arrays.asList(document.text().trim().split("\\s+"));
        return IntStream.range(0, words.size() - 2)
                .mapToObj(n -> List.copyOf(words.subList(n, n + 3)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public String describe() {
        return "resembling/1=" + shift;
    }
}
