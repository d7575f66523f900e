package dev.siiwad.source.http;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes an answer holds, of how many: {@code bytes 100-199/1000}, or {@code bytes}&nbsp;*{@code /1000} when it holds none (RFC 9110).
 *
 * @param first -1 if it holds none
 * @param last the last byte itself; -1 if it holds none
 */
record ContentRange(long first, long last, OptionalLong total) {
    private static final Pattern FORM = Pattern.compile("bytes\\s+(?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18}|\\*)");

    static Optional<ContentRange> of(ResponseHeaders headers) {
        return headers.first("Content-Range")
                .map(String::strip)
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(range -> {
                    boolean some = range.group(1) != null;
                    boolean counted = !range.group(3).equals("*");
                    return new ContentRange(
                            some ? Long.parseLong(range.group(1)) : -1,
                            some ? Long.parseLong(range.group(2)) : -1,
                            counted ? OptionalLong.of(Long.parseLong(range.group(3))) : OptionalLong.empty());
                });
    }
}
