package dev.siiwad.source.wikipedia.wikitext;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * The value of <code>{{#expr:}}</code>: numbers, {@code + - * / round}, signs and parentheses, by the precedence of MediaWiki's ParserFunctions. What holds
 * anything else has no value here.
 */
final class Expression {
    private static final int CHARS_MAX = 200;
    private static final int DEPTH_MAX = 20;
    private static final int DIGITS_MAX = 20;

    private final String text;
    private int at;
    private int depth;

    private Expression(String text) {
        this.text = text;
    }

    static Optional<String> value(String expression) {
        if (expression.length() > CHARS_MAX || expression.isBlank()) {
            return Optional.empty();
        }
        try {
            Expression all = new Expression(expression);
            BigDecimal value = all.rounded();
            all.blanks();
            return all.at == expression.length()
                    ? Optional.of(value.stripTrailingZeros().toPlainString())
                            .filter(shown -> shown.length() <= 2 * DIGITS_MAX)
                    : Optional.empty();
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private BigDecimal rounded() {
        BigDecimal value = sum();
        while (take("round")) {
            value = value.setScale(sum().intValueExact(), RoundingMode.HALF_UP);
        }
        return value;
    }

    private BigDecimal sum() {
        BigDecimal value = product();
        while (true) {
            if (take("+")) {
                value = value.add(product());
            } else if (take("-") || take("−")) {
                value = value.subtract(product());
            } else {
                return value;
            }
        }
    }

    private BigDecimal product() {
        BigDecimal value = operand();
        while (true) {
            if (take("*")) {
                value = value.multiply(operand(), MathContext.DECIMAL64);
            } else if (take("/") || take("div")) {
                value = value.divide(operand(), MathContext.DECIMAL64);
            } else {
                return value;
            }
        }
    }

    private BigDecimal operand() {
        if (take("-") || take("−")) {
            return operandWithin().negate();
        }
        if (take("+")) {
            return operandWithin();
        }
        if (take("(")) {
            BigDecimal value = nested();
            if (!take(")")) {
                throw new NumberFormatException("a parenthesis stays open");
            }
            return value;
        }
        return number();
    }

    private BigDecimal operandWithin() {
        deeper();
        BigDecimal value = operand();
        depth--;
        return value;
    }

    private BigDecimal nested() {
        deeper();
        BigDecimal value = rounded();
        depth--;
        return value;
    }

    private void deeper() {
        if (++depth > DEPTH_MAX) {
            throw new NumberFormatException("too deep");
        }
    }

    private BigDecimal number() {
        blanks();
        int from = at;
        while (at < text.length() && (text.charAt(at) >= '0' && text.charAt(at) <= '9' || text.charAt(at) == '.')) {
            at++;
        }
        if (at - from > DIGITS_MAX) {
            throw new NumberFormatException("too many digits");
        }
        return new BigDecimal(text.substring(from, at));
    }

    private boolean take(String token) {
        blanks();
        boolean there = text.startsWith(token, at);
        at += there ? token.length() : 0;
        return there;
    }

    private void blanks() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }
}
