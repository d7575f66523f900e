package dev.siiwad.source.rows;

import dev.siiwad.bytes.ByteScan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the wanted fields of a JSON object straight from its bytes, as long as it is written as most are. Whatever else is there is left to {@link JsonLine}: names and numbers
 * out of the ordinary, wanted lists and objects, what is not UTF-8, what is not JSON. Used by one thread.
 */
final class PlainJson {
    /** Whatever has so many digits is a {@link Long}. */
    private static final int DIGITS_MAX = 18;

    private static final int NESTING_MAX = 100;
    private static final int NAME_BYTES_MAX = 1000;

    /** What is kept for strings with escapes, unless one is longer. */
    private static final int KEPT_BYTES_MAX = 1 << 20;

    private static final int UNIT_DIGITS = 4;
    private static final int HEX = 16;
    private static final byte[] NOTHING = {};
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final String REPLACED = "\uFFFD";

    private final String[] names;
    private final byte[][] namesUtf8;
    private byte[] json = NOTHING;
    private byte[] unescaped = NOTHING;
    private int at;
    private int end;

    PlainJson(Set<String> wanted) {
        names = wanted.toArray(String[]::new);
        namesUtf8 = new byte[names.length][];
        Arrays.setAll(namesUtf8, n -> names[n].getBytes(StandardCharsets.UTF_8));
    }

    /** The object is not written as most are. */
    private static final class UnusualException extends Exception {
        private static final long serialVersionUID = 1L;
        private static final UnusualException INSTANCE = new UnusualException();

        private UnusualException() {
            super("not written as most are", null, false, false);
        }
    }

    /** The wanted fields that are not null; empty if the object is for {@link JsonLine} to read. */
    Optional<Map<String, Object>> read(Line line) {
        json = line.bytes();
        at = line.from();
        end = line.from() + line.length();
        try {
            Map<String, Object> values = new HashMap<>();
            object(values);
            blanks();
            return at == end ? Optional.of(values) : Optional.empty();
        } catch (UnusualException unusual) {
            return Optional.empty();
        } finally {
            json = NOTHING;
            unescaped = unescaped.length > KEPT_BYTES_MAX ? NOTHING : unescaped;
        }
    }

    private void object(Map<String, Object> values) throws UnusualException {
        blanks();
        require('{');
        blanks();
        if (passed('}')) {
            return;
        }
        do {
            blanks();
            int name = name();
            blanks();
            require(':');
            blanks();
            if (name < 0) {
                passValue(0);
            } else {
                Optional<Object> value = value();
                if (value.isPresent()) {
                    values.put(names[name], value.get());
                } else {
                    values.remove(names[name]);
                }
            }
            blanks();
        } while (passed(','));
        require('}');
    }

    /** Passes a name; gives its number among those that are wanted, or -1. */
    private int name() throws UnusualException {
        int from = at + 1;
        passPlain();
        int to = at - 1;
        require(to - from <= NAME_BYTES_MAX);
        for (int n = 0; n < names.length; n++) {
            if (Arrays.equals(json, from, to, namesUtf8[n], 0, namesUtf8[n].length)) {
                return n;
            }
        }
        return -1;
    }

    /** Passes a string of ASCII without escapes. */
    private void passPlain() throws UnusualException {
        require('"');
        int from = at;
        at = ByteScan.endOfPlain(json, at, end);
        for (int i = from; i < at; i++) {
            require(json[i] > 0);
        }
        require('"');
    }

    /** A wanted value; empty if it is null. */
    private Optional<Object> value() throws UnusualException {
        byte first = peek();
        if (first == '"') {
            return Optional.of(text());
        }
        if (first == '-' || isDigit(first)) {
            return Optional.of(integer());
        }
        if (passedWord(NULL)) {
            return Optional.empty();
        }
        if (passedWord(TRUE)) {
            return Optional.of(true);
        }
        require(passedWord(FALSE));
        return Optional.of(false);
    }

    private Long integer() throws UnusualException {
        boolean negative = passed('-');
        int from = at;
        long number = 0;
        while (isDigit(peek())) {
            number = number * 10 + json[at++] - '0';
            require(at - from <= DIGITS_MAX);
        }
        require(at > from && (json[from] != '0' || at == from + 1 && !negative));
        byte next = peek();
        require(next == ',' || next == '}' || isBlank(next));
        return negative ? -number : number;
    }

    private String text() throws UnusualException {
        at++;
        int from = at;
        at = ByteScan.endOfPlain(json, at, end);
        String text;
        if (peek() == '"') {
            text = new String(json, from, at - from, StandardCharsets.UTF_8);
        } else {
            int length = unescape(from);
            text = new String(unescaped, 0, length, StandardCharsets.UTF_8);
        }
        at++;
        require(text.indexOf(REPLACED) < 0);
        return text;
    }

    /** Unescapes a string up to its quote; gives how many bytes that leaves. */
    private int unescape(int from) throws UnusualException {
        if (unescaped.length < end - from) {
            unescaped = new byte[Math.max(end - from, Math.min(2 * (end - from), KEPT_BYTES_MAX))];
        }
        int size = at - from;
        System.arraycopy(json, from, unescaped, 0, size);
        while (peek() != '"') {
            require('\\');
            size = character(size);
            int plain = at;
            at = ByteScan.endOfPlain(json, at, end);
            System.arraycopy(json, plain, unescaped, size, at - plain);
            size += at - plain;
        }
        return size;
    }

    /** What an escape stands for, which never takes more bytes than the escape. */
    private int character(int size) throws UnusualException {
        byte letter = peek();
        at++;
        if (letter == 'u') {
            return unit(size);
        }
        unescaped[size] = switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw UnusualException.INSTANCE;
        };
        return size + 1;
    }

    private int unit(int size) throws UnusualException {
        int c = digits();
        if (Character.isSurrogate((char) c)) {
            require('\\');
            require('u');
            int low = digits();
            require(Character.isSurrogatePair((char) c, (char) low));
            c = Character.toCodePoint((char) c, (char) low);
        }
        if (c < 0x80) {
            unescaped[size] = (byte) c;
            return size + 1;
        }
        int bytes = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        for (int i = bytes - 1; i > 0; i--) {
            unescaped[size + i] = (byte) (0x80 | c & 0x3F);
            c >>= 6;
        }
        unescaped[size] = (byte) (0xF00 >> bytes | c);
        return size + bytes;
    }

    private int digits() throws UnusualException {
        int unit = 0;
        for (int i = 0; i < UNIT_DIGITS; i++) {
            int digit = Character.digit(peek(), HEX);
            require(digit >= 0);
            unit = unit << 4 | digit;
            at++;
        }
        return unit;
    }

    /** Passes whatever nobody wants, if it is JSON beyond doubt. */
    private void passValue(int nesting) throws UnusualException {
        byte first = peek();
        if (first == '"') {
            text();
        } else if (first == '{' || first == '[') {
            require(nesting < NESTING_MAX);
            passNested(first == '{', nesting + 1);
        } else if (first == '-' || isDigit(first)) {
            passNumber();
        } else {
            require(passedWord(NULL) || passedWord(TRUE) || passedWord(FALSE));
        }
    }

    private void passNested(boolean members, int nesting) throws UnusualException {
        at++;
        char close = members ? '}' : ']';
        blanks();
        if (passed(close)) {
            return;
        }
        do {
            blanks();
            if (members) {
                int from = at;
                passPlain();
                require(at - from <= NAME_BYTES_MAX);
                blanks();
                require(':');
                blanks();
            }
            passValue(nesting);
            blanks();
        } while (passed(','));
        require(close);
    }

    private void passNumber() throws UnusualException {
        passed('-');
        int from = at;
        passDigits();
        require(json[from] != '0' || at == from + 1);
        if (passed('.')) {
            passDigits();
        }
        if (passed('e') || passed('E')) {
            require(passed('+') || passed('-') || isDigit(peek()));
            passDigits();
        }
        byte next = peek();
        require(next == ',' || next == '}' || next == ']' || isBlank(next));
    }

    private void passDigits() throws UnusualException {
        int from = at;
        while (isDigit(peek())) {
            at++;
        }
        require(at > from && at - from <= DIGITS_MAX);
    }

    private boolean passedWord(byte[] word) throws UnusualException {
        int after = at + word.length;
        boolean there = after < end && Arrays.equals(json, at, after, word, 0, word.length);
        if (there) {
            at = after;
            byte next = peek();
            require(next == ',' || next == '}' || next == ']' || isBlank(next));
        }
        return there;
    }

    private void blanks() {
        while (at < end && isBlank(json[at])) {
            at++;
        }
    }

    private static boolean isBlank(byte c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    private byte peek() throws UnusualException {
        require(at < end);
        return json[at];
    }

    private boolean passed(char c) {
        boolean there = at < end && json[at] == c;
        at += there ? 1 : 0;
        return there;
    }

    private void require(char c) throws UnusualException {
        require(passed(c));
    }

    private static void require(boolean usual) throws UnusualException {
        if (!usual) {
            throw UnusualException.INSTANCE;
        }
    }
}
