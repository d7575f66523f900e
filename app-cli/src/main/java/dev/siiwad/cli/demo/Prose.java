package dev.siiwad.cli.demo;

import java.util.Locale;
import java.util.Random;

/** Sentences of Somali words in an order that means nothing, the same for the same number. */
final class Prose {
    private static final String[] WORDS =
            ("waa wuxuu ayaa oo iyo ka ku la soo dadka dalka magaalada webiga badda geela lo'da roobka xilliga "
                            + "guga jiilaalka dayrta xagaaga qoyska carruurta macallinka iskuulka buugga qalinka sheeko "
                            + "gabay hees maanso taariikh cilmi aqoon shaqo suuq ganacsi beer miro galley masaggo caano "
                            + "hilib biyo cunto guri waddo gaadhi markab doon kalluun buur bannaan geed ubax cad madow "
                            + "weyn yar dheer gaaban cusub duug fog dhow")
                    .split(" ");

    private Prose() {}

    /** A title of two words. */
    static String title(long number) {
        Random random = new Random(number);
        return capital(word(random)) + " " + word(random) + " " + number;
    }

    /** A paragraph of a few sentences; every eleventh is too short to be kept. */
    static String paragraph(long number) {
        Random random = new Random(number * 31 + 7);
        int sentences = number % 11 == 10 ? 0 : 3 + random.nextInt(4);
        StringBuilder text = new StringBuilder(sentences == 0 ? "Gaaban." : "");
        for (int s = 0; s < sentences; s++) {
            text.append(text.length() == 0 ? "" : " ").append(capital(word(random)));
            int words = 6 + random.nextInt(9);
            for (int w = 0; w < words; w++) {
                text.append(' ').append(word(random));
            }
            text.append('.');
        }
        return text.toString();
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
