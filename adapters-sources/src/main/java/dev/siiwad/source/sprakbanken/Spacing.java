package dev.siiwad.source.sprakbanken;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Joins the tokens of a sentence to text as a person would have typed it: as the corpus says where it says it, else with punctuation
 * attached. Quotation marks that look the same at both ends open and close by turns. A hyphen that is a token of its own stood alone in the
 * original too, since one inside a word is part of the word's token.
 */
final class Spacing {
    private static final String CLOSING = ".,;:!?)]}’”»…،؛؟";
    private static final String OPENING = "([{«“‘¿¡„‚";
    private static final Set<String> QUOTES = Set.of("\"", "'", "„", "“", "”", "«", "»");
    private static final String AFTER_NUMBER = "%‰°";
    private static final String BEFORE_NUMBER = "$£€";

    private final List<Token> tokens;
    private final Side[] sides;
    private final Map<String, List<Integer>> quotes = new HashMap<>();

    /** Where a token clings to its neighbour. */
    private enum Side {
        FREE,
        LEFT,
        RIGHT,
        BOTH;

        boolean left() {
            return this == LEFT || this == BOTH;
        }

        boolean right() {
            return this == RIGHT || this == BOTH;
        }
    }

    private Spacing(List<Token> tokens) {
        this.tokens = tokens;
        this.sides = new Side[tokens.size()];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = side(i);
            String text = tokens.get(i).text();
            if (QUOTES.contains(text)) {
                quotes.computeIfAbsent(text, none -> new ArrayList<>()).add(i);
            }
        }
    }

    /** The text of tokens that belong to one sentence. */
    static String join(List<Token> tokens) {
        Spacing spacing = new Spacing(tokens);
        spacing.resolveQuotes();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            if (i > 0) {
                text.append(spacing.gapBefore(i).text());
            }
            text.append(tokens.get(i).text());
        }
        return text.toString();
    }

    private Gap gapBefore(int i) {
        Gap byRule = sides[i - 1].right() || sides[i].left() ? Gap.NONE : Gap.BLANK;
        return Gap.told(tokens.get(i - 1), tokens.get(i)).orElse(byRule);
    }

    private Side side(int i) {
        Token token = tokens.get(i);
        if (token.isWord()) {
            return Side.FREE;
        }
        String text = token.text();
        Optional<Token> before = i == 0 ? Optional.empty() : Optional.of(tokens.get(i - 1));
        Optional<Token> after = i + 1 == tokens.size() ? Optional.empty() : Optional.of(tokens.get(i + 1));
        boolean numberBefore = before.filter(Token::endsInDigit).isPresent();
        boolean numberAfter = after.filter(Token::startsWithDigit).isPresent();
        if (text.equals("/")) {
            return Side.BOTH;
        }
        if (AFTER_NUMBER.contains(text) && numberBefore) {
            return Side.LEFT;
        }
        if (BEFORE_NUMBER.contains(text) && numberAfter) {
            return Side.RIGHT;
        }
        boolean left = CLOSING.indexOf(text.charAt(0)) >= 0;
        boolean right = OPENING.indexOf(text.charAt(text.length() - 1)) >= 0;
        return left ? (right ? Side.BOTH : Side.LEFT) : right ? Side.RIGHT : Side.FREE;
    }

    private void resolveQuotes() {
        alternate("\"", startsClosed("\""));
        List<Integer> apostrophes = places("'");
        if (apostrophes.size() % 2 == 0) {
            alternate("'", false);
        } else {
            setAll(apostrophes, Side.LEFT);
        }
        boolean low = !places("„").isEmpty();
        boolean high = !places("“").isEmpty();
        setAll(places("“"), low ? Side.LEFT : Side.RIGHT);
        closeOrAlternate("”", low || high);
        closeOrAlternate("»", !places("«").isEmpty());
    }

    /** Swedish writes the same mark at both ends: two of it without any that opens are a pair. */
    private void closeOrAlternate(String quote, boolean opensOtherwise) {
        List<Integer> places = places(quote);
        if (opensOtherwise || places.size() % 2 == 1) {
            setAll(places, Side.LEFT);
        } else {
            alternate(quote, false);
        }
    }

    private void alternate(String quote, boolean closesFirst) {
        boolean closes = closesFirst;
        for (int place : places(quote)) {
            sides[place] = closes ? Side.LEFT : Side.RIGHT;
            closes = !closes;
        }
    }

    /** Whether the first quotation mark closes what an earlier sentence opened: they are odd, and the last of them ends the sentence. */
    private boolean startsClosed(String quote) {
        List<Integer> places = places(quote);
        if (places.size() % 2 == 0 || places.get(0) == 0) {
            return false;
        }
        int last = places.get(places.size() - 1);
        return tokens.subList(last + 1, tokens.size()).stream().noneMatch(Token::isWord);
    }

    private List<Integer> places(String quote) {
        return quotes.getOrDefault(quote, List.of());
    }

    private void setAll(List<Integer> places, Side side) {
        places.forEach(place -> sides[place] = side);
    }
}
