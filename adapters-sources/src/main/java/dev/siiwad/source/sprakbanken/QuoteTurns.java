package dev.siiwad.source.sprakbanken;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether the first of several quotation marks that look the same opens or closes, judged by what is beside each of them. */
final class QuoteTurns {
    private static final String ENDS = ".,;:!?)]}”»…";
    private static final String SPEECH_ENDS = ".,!?";
    /** What Somali goes on with after quoted speech: {@code "…," ayuu yiri}. */
    private static final Set<String> SAID =
            Set.of("ayuu", "ayay", "ayey", "ayaa", "ayaan", "ayaanu", "buu", "bay", "bey", "ayeey");

    private static final int STRONG = 2;

    private final List<Token> tokens;

    QuoteTurns(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @param places of the marks, in their order */
    boolean startsClosed(List<Integer> places) {
        return score(places, true) > score(places, false);
    }

    private int score(List<Integer> places, boolean closesFirst) {
        int score = 0;
        boolean closes = closesFirst;
        for (int place : places) {
            score += closes ? closing(place) : opening(place);
            closes = !closes;
        }
        return score;
    }

    private int opening(int place) {
        String before = text(place - 1);
        String after = text(place + 1);
        boolean leadsIn = before.isEmpty() || before.equals(":") || before.equals(",") || before.equals("(");
        int score = leadsIn ? 1 : 0;
        score -= SPEECH_ENDS.contains(before) && !before.isEmpty() && !before.equals(",") ? 1 : 0;
        return score - (after.isEmpty() || isEnd(after) || isQuote(after) || isSaid(after) ? STRONG : 0);
    }

    private int closing(int place) {
        String before = text(place - 1);
        String after = text(place + 1);
        int score = after.isEmpty() || isEnd(after) ? 1 : 0;
        score += !before.isEmpty() && SPEECH_ENDS.contains(before) ? 1 : 0;
        score += isSaid(after) ? STRONG : 0;
        return score - (before.isEmpty() || before.equals(":") || isQuote(before) ? STRONG : 0);
    }

    private static boolean isEnd(String token) {
        return ENDS.indexOf(token.charAt(0)) >= 0;
    }

    private static boolean isQuote(String token) {
        return token.equals("\"");
    }

    private static boolean isSaid(String token) {
        return SAID.contains(token.toLowerCase(Locale.ROOT));
    }

    private String text(int place) {
        return place < 0 || place >= tokens.size() ? "" : tokens.get(place).text();
    }
}
