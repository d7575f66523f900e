package dev.siiwad.source.sprakbanken;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Joins the tokens of a sentence to text as a person would have typed it: as the corpus says where it says it, else with punctuation
 * attached. Quotation marks that look the same at both ends open and close by turns. A hyphen that is a token of its own stood alone in the
 * original too, since one inside a word is part of the word's token.
 */
final class Spacing {
    private static final String CLOSING = ".,;:!?)]}’”»…،؛؟";
    private static final String OPENING = "([{«“‘¿¡„‚";
    private static final Set<String> QUOTES = Set.of("\"", "'", "„", "“", "”", "«", "»");
    private static final Set<String> LEADS_IN = Set.of(":", ",", "(");
    private static final String AFTER_NUMBER = "%‰°";
    private static final String BEFORE_NUMBER = "$£€";

    private static final Pattern DIGITS_BEFORE = Pattern.compile("(?<![0-9])[0-9]{1,3}$");
    private static final Pattern DIGITS_AFTER = Pattern.compile("[0-9]{3}(?![0-9])");

    private final List<Token> tokens;
    private final Side[] sides;
    private final Map<String, List<Integer>> quotes = new HashMap<>();

    private final Joining joining;
    private final boolean first;

    private Spacing(List<Token> tokens, Joining joining) {
        this.tokens = tokens;
        this.joining = joining;
        this.first = joining == Joining.FIRST;
        this.sides = new Side[tokens.size()];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = side(i);
            String text = tokens.get(i).text();
            if (QUOTES.contains(text) && (first || !isWithinWord(i))) {
                quotes.computeIfAbsent(text, none -> new ArrayList<>()).add(i);
            }
        }
    }

    /** The text of tokens that belong to one sentence. */
    static String join(List<Token> tokens, Joining joining) {
        Spacing spacing = new Spacing(tokens, joining);
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
        if (text.equals("/") || !first && isWithinNumber(i)) {
            return Side.BOTH;
        }
        if (joining == Joining.THIRD) {
            Optional<Side> known = LoneMarks.side(text, before, after);
            if (known.isPresent()) {
                return known.get();
            }
        }
        if (!first && isWithinWord(i)) {
            return Apostrophes.within(tokens.get(i - 1), tokens.get(i + 1), joining)
                            .orElseThrow()
                    ? Side.BOTH
                    : Side.LEFT;
        }
        if (AFTER_NUMBER.contains(text) && numberBefore) {
            return Side.LEFT;
        }
        if (BEFORE_NUMBER.contains(text) && numberAfter) {
            return Side.RIGHT;
        }
        if (!first && text.equals("#") && after.filter(Token::isWord).isPresent()) {
            return Side.RIGHT;
        }
        boolean left = CLOSING.indexOf(text.charAt(0)) >= 0;
        boolean right = OPENING.indexOf(text.charAt(text.length() - 1)) >= 0;
        return left ? (right ? Side.BOTH : Side.LEFT) : right ? Side.RIGHT : Side.FREE;
    }

    private boolean isWithinWord(int i) {
        return i > 0
                && i + 1 < tokens.size()
                && Apostrophes.isOne(tokens.get(i))
                && Apostrophes.within(tokens.get(i - 1), tokens.get(i + 1), joining)
                        .isPresent();
    }

    /** Two in a row are one quotation mark: the first of them opens at the start of a sentence or after a blank, and the pair takes turns. */
    private List<Integer> singleApostrophes() {
        List<Integer> single = new ArrayList<>(places("'"));
        boolean opens = true;
        for (int i = 0; i + 1 < single.size(); ) {
            if (single.get(i) + 1 == single.get(i + 1)) {
                sides[single.get(i)] = opens ? Side.RIGHT : Side.BOTH;
                sides[single.get(i + 1)] = opens ? Side.RIGHT : Side.LEFT;
                single.subList(i, i + 2).clear();
                opens = !opens;
            } else {
                i++;
            }
        }
        return single;
    }

    /** Whether one apostrophe opens: after a colon or the like, or where a later word ends with its counterpart, which the tokenizer left there. */
    private boolean opens(int place) {
        String before = place == 0 ? ":" : tokens.get(place - 1).text();
        return LEADS_IN.contains(before)
                || tokens.subList(place + 1, tokens.size()).stream()
                        .anyMatch(token -> token.isWord() && token.text().endsWith("'"));
    }

    /** The comma of {@code 35,000}: before three digits and no fourth, after one to three. */
    private boolean isWithinNumber(int i) {
        return tokens.get(i).text().equals(",")
                && i > 0
                && i + 1 < tokens.size()
                && DIGITS_BEFORE.matcher(tokens.get(i - 1).text()).find()
                && DIGITS_AFTER.matcher(tokens.get(i + 1).text()).lookingAt();
    }

    private void resolveQuotes() {
        if (joining == Joining.THIRD) {
            resolveByContext();
        } else {
            resolveByTurns();
        }
        boolean low = !places("„").isEmpty();
        boolean high = !places("“").isEmpty();
        closeOrAlternate("”", low || high);
        closeOrAlternate("»", !places("«").isEmpty());
    }

    private void resolveByContext() {
        QuoteSides judge = new QuoteSides(tokens);
        List<QuoteSides.Mark> single = new ArrayList<>();
        List<QuoteSides.Mark> doubled = new ArrayList<>();
        places("\"").forEach(place -> doubled.add(new QuoteSides.Mark(place, place + 1)));
        List<Integer> apostrophes = places("'");
        for (int i = 0; i < apostrophes.size(); i++) {
            int place = apostrophes.get(i);
            if (i + 1 < apostrophes.size() && apostrophes.get(i + 1) == place + 1) {
                doubled.add(new QuoteSides.Mark(place, place + 2));
                i++;
            } else {
                single.add(new QuoteSides.Mark(place, place + 1));
            }
        }
        doubled.sort(Comparator.comparingInt(QuoteSides.Mark::from));
        setEach(single, judge.closing(single));
        setEach(doubled, judge.closing(doubled));
        boolean low = !places("„").isEmpty();
        places("“").forEach(place -> sides[place] = low || judge.isAfterSpeech(place) ? Side.LEFT : Side.RIGHT);
    }

    private void setEach(List<QuoteSides.Mark> marks, boolean[] closing) {
        for (int i = 0; i < closing.length; i++) {
            int last = marks.get(i).end() - 1;
            sides[last] = closing[i] ? Side.LEFT : Side.RIGHT;
            if (marks.get(i).from() < last) {
                sides[marks.get(i).from()] = closing[i] ? Side.BOTH : Side.RIGHT;
            }
        }
    }

    private void resolveByTurns() {
        boolean closed = first ? startsClosed("\"") : new QuoteTurns(tokens).startsClosed(places("\""));
        alternate(places("\""), closed);
        List<Integer> apostrophes = first ? places("'") : singleApostrophes();
        if (apostrophes.size() % 2 == 0) {
            alternate(apostrophes, false);
        } else {
            apostrophes.forEach(place -> sides[place] = !first && opens(place) ? Side.RIGHT : Side.LEFT);
        }
        setAll(places("“"), places("„").isEmpty() ? Side.RIGHT : Side.LEFT);
    }

    /** Swedish writes the same mark at both ends: two of it without any that opens are a pair. */
    private void closeOrAlternate(String quote, boolean opensOtherwise) {
        List<Integer> places = places(quote);
        if (opensOtherwise || places.size() % 2 == 1) {
            setAll(places, Side.LEFT);
        } else {
            alternate(places, false);
        }
    }

    private void alternate(List<Integer> places, boolean closesFirst) {
        boolean closes = closesFirst;
        for (int place : places) {
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
