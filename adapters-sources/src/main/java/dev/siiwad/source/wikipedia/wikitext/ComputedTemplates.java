package dev.siiwad.source.wikipedia.wikitext;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/**
 * Templates of the English Wikipedia that show what they compute of constants alone: shares, parity, plurals, another base. None that depends on the day
 * of rendering, as ages do. Known since version 4.
 */
final class ComputedTemplates {
    static final int SINCE = 4;

    private static final int DIGITS_MAX = 18;
    private static final int TEXT_CHARS_MAX = 1000;
    private static final String NUMBER = "[0-9]{1," + DIGITS_MAX + "}";

    private ComputedTemplates() {}

    /** What a call shows; empty if it is not one of these, or has no such arguments. */
    static Optional<String> shown(TemplateCall call) {
        return switch (call.name().replace('_', ' ').toLowerCase(Locale.ROOT)) {
            case "winning percentage", "winpct" -> winningPercentage(call);
            case "parity" -> number(call, "1").map(n -> even(n) ? text(call, "2", "even") : text(call, "3", "odd"));
            case "plural" -> plural(call);
            case "replace" -> replaced(call);
            case "hex2dec" -> converted(call.argument("1").map(ComputedTemplates::withoutPrefix), 16, 10);
            case "decimal2base" ->
                number(call, "2").flatMap(base -> converted(call.argument("1"), 10, base.intValue()));
            case "percent and number" -> percentAndNumber(call);
            case "str len" -> call.argument("1").map(text -> String.valueOf(text.codePointCount(0, text.length())));
            default -> Optional.empty();
        };
    }

    /** Ties count half; where they are to be ignored, not at all, but among the games. */
    private static Optional<String> winningPercentage(TemplateCall call) {
        Optional<BigInteger> won = number(call, "1");
        Optional<BigInteger> lost = number(call, "2");
        BigInteger ties = number(call, "3").orElse(BigInteger.ZERO);
        if (won.isEmpty() || lost.isEmpty()) {
            return Optional.empty();
        }
        BigInteger games = won.get().add(lost.get()).add(ties);
        BigInteger counted = call.argument("ignore_ties").isPresent() ? BigInteger.ZERO : ties;
        if (games.signum() == 0) {
            return Optional.empty();
        }
        BigDecimal share = new BigDecimal(won.get().shiftLeft(1).add(counted))
                .divide(new BigDecimal(games.shiftLeft(1)), 3, RoundingMode.HALF_UP);
        String written = share.toPlainString();
        return Optional.of(written.startsWith("0.") ? written.substring(1) : written);
    }

    private static Optional<String> plural(TemplateCall call) {
        Optional<BigInteger> count = number(call, "1");
        Optional<String> one = call.argument("2");
        if (count.isEmpty() || one.isEmpty()) {
            return Optional.empty();
        }
        String word = one.get();
        boolean regular = !word.matches("(?s).*([sxyz]|[cs]h)");
        Optional<String> several = call.argument("3").or(() -> regular ? Optional.of(word + "s") : Optional.empty());
        Optional<String> shown = count.get().equals(BigInteger.ONE) ? one : several;
        return shown.map(form -> count.get() + " " + form);
    }

    private static Optional<String> replaced(TemplateCall call) {
        Optional<String> from = call.argument("2");
        return call.argument("1")
                .filter(text -> from.isPresent() && text.length() <= TEXT_CHARS_MAX)
                .map(text -> text.replace(from.get(), text(call, "3", "")))
                .filter(text -> text.length() <= TEXT_CHARS_MAX);
    }

    private static Optional<String> percentAndNumber(TemplateCall call) {
        Optional<BigInteger> part = number(call, "1");
        Optional<BigInteger> whole = number(call, "2").filter(n -> n.signum() > 0);
        if (part.isEmpty() || whole.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal share = new BigDecimal(part.get().multiply(BigInteger.valueOf(100)))
                .divide(new BigDecimal(whole.get()), 0, RoundingMode.HALF_UP);
        return Optional.of(share.toPlainString() + "% (" + String.format(Locale.ROOT, "%,d", part.get()) + ")");
    }

    private static Optional<String> converted(Optional<String> number, int from, int to) {
        return to < Character.MIN_RADIX || to > Character.MAX_RADIX
                ? Optional.empty()
                : number.filter(digits -> digits.matches("[0-9A-Fa-f]{1," + DIGITS_MAX + "}"))
                        .filter(digits -> from == 16 || digits.matches(NUMBER))
                        .map(digits -> new BigInteger(digits, from).toString(to).toUpperCase(Locale.ROOT));
    }

    private static String withoutPrefix(String hexadecimal) {
        return hexadecimal.startsWith("0x") ? hexadecimal.substring(2) : hexadecimal;
    }

    private static boolean even(BigInteger number) {
        return !number.testBit(0);
    }

    private static String text(TemplateCall call, String key, String otherwise) {
        return call.argument(key).orElse(otherwise);
    }

    private static Optional<BigInteger> number(TemplateCall call, String key) {
        return call.argument(key).filter(digits -> digits.matches(NUMBER)).map(BigInteger::new);
    }
}
