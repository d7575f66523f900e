package dev.siiwad.source.sprakbanken;

import java.util.Optional;
import java.util.Set;

/**
 * Marks other than quotation marks that are tokens of their own. What Sparv's tokenizer never takes off a word stood alone in the original: the signs of
 * money and degrees ({@code start}, {@code within} and {@code end} of {@code bettertokenizer.sv} in spraakbanken/sparv-models name what it takes off).
 */
final class LoneMarks {
    /** Endings of Somali nouns, which people write after a blank and a hyphen where the noun is a number or a foreign word: {@code BBC -da}. */
    private static final Set<String> ENDINGS = Set.of("da", "dii", "kii", "na", "naadkii");

    private static final Set<String> MINUS_AFTER = Set.of("(", "ilaa");

    private LoneMarks() {}

    /** Where a mark clings to the tokens before and after it; empty if nothing is known of it. */
    static Optional<Side> side(String text, Optional<Token> before, Optional<Token> after) {
        String next = after.map(Token::text).orElse("");
        return switch (text) {
            case "\\" -> next.startsWith("n") ? Optional.of(Side.BOTH) : Optional.empty();
            case "@" -> after.filter(Token::isWord).map(name -> Side.RIGHT);
            case "-" -> before.filter(word -> isHyphenOf(word, next)).map(word -> Side.RIGHT);
            case ";" ->
                before.filter(stem -> Apostrophes.isMistyped(stem.text(), next)).map(stem -> Side.BOTH);
            case "$", "£", "€", "°", "‰" -> Optional.of(Side.FREE);
            default -> Optional.empty();
        };
    }

    private static boolean isHyphenOf(Token before, String next) {
        boolean number = !next.isEmpty() && Character.isDigit(next.codePointAt(0));
        boolean name = before.endsInDigit()
                || before.text().equals("%")
                || Character.isUpperCase(
                        before.text().codePointBefore(before.text().length()));
        return number && MINUS_AFTER.contains(before.text())
                || before.isWord() && ENDINGS.contains(next)
                || name && next.equals("ka");
    }
}
