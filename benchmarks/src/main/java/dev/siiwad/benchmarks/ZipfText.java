package dev.siiwad.benchmarks;

import java.util.Random;

/**
 * Text whose words are made of syllables and come as often as words do: the n-th most frequent has a share of 1 / (n + 2.7), and frequent words are short. The same for the same
 * seed on every machine. Used by one thread.
 */
final class ZipfText {
    private static final int WORDS = 40_000;
    private static final int SLOTS = 1 << 20;
    private static final double SHIFT = 2.7;
    private static final String[] ONSETS = "b c d f g h j k l m n p r s t v w sh th ch st tr pl".split(" ");
    private static final String[] RHYMES = "a e i o u an en in on ar er or al el ing ed es ion at it".split(" ");

    private final Random random;
    private final String[] words = new String[WORDS];
    private final int[] slots = new int[SLOTS];

    ZipfText(long seed) {
        random = new Random(seed);
        for (int rank = 0; rank < WORDS; rank++) {
            words[rank] = word(1 + (int) (Math.log10(1 + rank) * (0.5 + random.nextDouble() / 2)));
        }
        double total = 0;
        for (int rank = 0; rank < WORDS; rank++) {
            total += 1 / (rank + SHIFT);
        }
        double sum = 0;
        int slot = 0;
        for (int rank = 0; rank < WORDS; rank++) {
            sum += 1 / (rank + SHIFT) / total;
            for (; slot < Math.min(SLOTS, Math.round(sum * SLOTS)); slot++) {
                slots[slot] = rank;
            }
        }
    }

    private String word(int syllables) {
        StringBuilder word = new StringBuilder();
        for (int n = 0; n < syllables; n++) {
            word.append(ONSETS[random.nextInt(ONSETS.length)]).append(RHYMES[random.nextInt(RHYMES.length)]);
        }
        return word.toString();
    }

    int number(int bound) {
        return random.nextInt(bound);
    }

    String word() {
        return words[slots[random.nextInt(SLOTS)]];
    }

    /** A few words with a capital at the front. */
    String title() {
        StringBuilder title = new StringBuilder(capital(word()));
        for (int n = random.nextInt(3); n > 0; n--) {
            title.append(' ').append(word());
        }
        return title.toString();
    }

    String sentence() {
        StringBuilder sentence = new StringBuilder(capital(word()));
        for (int left = 5 + random.nextInt(20); left > 0; left--) {
            sentence.append(random.nextInt(12) == 0 ? ", " : " ").append(word());
        }
        return sentence.append('.').toString();
    }

    String paragraph() {
        StringBuilder paragraph = new StringBuilder(sentence());
        for (int left = 2 + random.nextInt(6); left > 0; left--) {
            paragraph.append(' ').append(sentence());
        }
        return paragraph.toString();
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
