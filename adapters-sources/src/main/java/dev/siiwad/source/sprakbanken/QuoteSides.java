package dev.siiwad.source.sprakbanken;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether each of the quotation marks of a sentence that look the same at both ends opens or closes: the choice that fits best what is beside them all,
 * where two in a row that do the same cost as much as what is beside one can tell. Sentences begin within speech, and marks are forgotten, so that
 * taking turns alone turns all those that follow.
 */
final class QuoteSides {
    private static final String ENDS = ".,;:!?)]}”»…";
    private static final String SPEECH_ENDS = ".,!?";
    private static final Set<String> QUOTES = Set.of("\"", "'");
    /** What Somali goes on with after quoted speech: {@code "…," ayuu yiri}. */
    private static final Set<String> SAID = Set.of(
            "ayuu", "ayay", "ayey", "ayaa", "ayaan", "ayaanu", "buu", "bay", "bey", "ayeey", "ayuuna", "ayayna",
            "ayeyna");
    /** Likewise, but only after a comma or the like: they begin quoted speech as well. */
    private static final Set<String> SAID_SO =
            Set.of("sida", "sidaa", "sidaas", "sidaasi", "Dr", "Prof", "Mr", "Mrs", "Ms");

    private static final Set<String> SAID_BEFORE_SO = Set.of("waxaa", "waa");

    private static final int WEAK = 2;
    private static final int STRONG = 4;
    private static final int AGAIN_COST = 5;

    private final List<Token> tokens;

    /** A mark of one token, or of the two apostrophes that people type for one: from the first to after the last. */
    record Mark(int from, int end) {}

    QuoteSides(List<Token> tokens) {
        this.tokens = tokens;
    }

    /**
     * @param marks in their order
     * @return for each whether it closes
     */
    boolean[] closing(List<Mark> marks) {
        int n = marks.size();
        int[][] best = new int[n][2];
        boolean[][] sameBefore = new boolean[n][2];
        for (int i = 0; i < n; i++) {
            Mark mark = marks.get(i);
            int[] own = {opening(mark.from(), mark.end()), closing(mark.from(), mark.end())};
            for (int closes = 0; closes < 2; closes++) {
                int turned = i == 0 ? -closes : best[i - 1][1 - closes];
                int again = i == 0 ? -closes : best[i - 1][closes] - AGAIN_COST;
                sameBefore[i][closes] = again > turned;
                best[i][closes] = own[closes] + Math.max(turned, again);
            }
        }
        boolean[] closing = new boolean[n];
        int closes = n > 0 && best[n - 1][1] > best[n - 1][0] ? 1 : 0;
        for (int i = n - 1; i >= 0; i--) {
            closing[i] = closes == 1;
            closes = sameBefore[i][closes] ? closes : 1 - closes;
        }
        return closing;
    }

    /** Whether a mark that opens elsewhere closes here, since the sentence ends or goes on after speech. */
    boolean isAfterSpeech(int place) {
        return text(place + 1).isEmpty() || isEnd(text(place + 1)) || isSaid(text(place - 1), place + 1);
    }

    private int opening(int from, int end) {
        String before = text(from - 1);
        String after = text(end);
        boolean leadsIn = before.isEmpty() || before.equals(":") || before.equals(",") || before.equals("(");
        int score = leadsIn ? WEAK : 0;
        score -= SPEECH_ENDS.contains(before) && !before.isEmpty() && !before.equals(",") ? WEAK : 0;
        return score - (after.isEmpty() || isEnd(after) || QUOTES.contains(after) || isSaid(before, end) ? STRONG : 0);
    }

    private int closing(int from, int end) {
        String before = text(from - 1);
        String after = text(end);
        int score = after.isEmpty() || isEnd(after) ? WEAK : 0;
        score += !before.isEmpty() && SPEECH_ENDS.contains(before) ? WEAK : 0;
        score += isSaid(before, end) ? STRONG : 0;
        return score - (before.isEmpty() || before.equals(":") || QUOTES.contains(before) ? STRONG : 0);
    }

    private static boolean isEnd(String token) {
        return ENDS.indexOf(token.charAt(0)) >= 0;
    }

    private boolean isSaid(String before, int place) {
        String token = text(place);
        boolean so = SAID_SO.contains(token) || SAID_BEFORE_SO.contains(token) && SAID_SO.contains(text(place + 1));
        return SAID.contains(token.toLowerCase(Locale.ROOT)) || so && !before.isEmpty() && SPEECH_ENDS.contains(before);
    }

    private String text(int place) {
        return place < 0 || place >= tokens.size() ? "" : tokens.get(place).text();
    }
}
