package dev.siiwad.source.bbc;

import dev.siiwad.source.http.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the text of an HTML or XML answer, and takes it for whole and readable only if it is. */
final class Markup {
    private static final List<String> HTML = List.of("text/html", "application/xhtml+xml");
    private static final List<String> XML = List.of("text/xml", "application/xml", "application/rss+xml");
    private static final Pattern IN_HEADER = Pattern.compile("(?i)charset\\s*=\\s*\"?([A-Za-z0-9_.:-]{1,40})");
    private static final Pattern IN_TEXT =
            Pattern.compile("(?i)(?:charset|encoding)\\s*=\\s*[\"']?([A-Za-z0-9_.:-]{1,40})");
    private static final int DECLARATION_BYTES_MAX = 2048;
    /** How far from the end its last tag may begin: comments may follow it. */
    private static final int END_CHARS_MAX = 4096;

    /** Real pages have some 3,000 tags. A parser's tree takes a hundred times the memory of the tags that it is made of. */
    private static final int TAGS_MAX = 20_000;

    private Markup() {}

    /** @throws BadPageException if the answer is not an HTML page, is cut short, or is not in the encoding it claims */
    static String html(Response response) throws BadPageException {
        return whole(response, HTML, "</html");
    }

    /** @throws BadPageException if the answer is not XML, is cut short, or is not in the encoding it claims */
    static String rss(Response response) throws BadPageException {
        return whole(response, XML, "</rss");
    }

    private static String whole(Response response, List<String> types, String end) throws BadPageException {
        String type = response.headers().first("Content-Type").orElse("missing");
        String essence = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!types.contains(essence)) {
            throw BadPageException.broken("content type is " + type + "; expected " + types.get(0));
        }
        String text = decode(response.body(), type);
        String tail = text.substring(Math.max(0, text.length() - END_CHARS_MAX));
        if (!tail.toLowerCase(Locale.ROOT).contains(end)) {
            throw BadPageException.broken(
                    "ends after " + text.length() + " characters without " + end + ">: it is cut short");
        }
        long tags = text.chars().filter(c -> c == '<').count();
        if (tags > TAGS_MAX) {
            throw BadPageException.broken("has " + tags + " tags; at most " + TAGS_MAX + " are parsed");
        }
        return text;
    }

    private static String decode(byte[] body, String type) throws BadPageException {
        Charset charset = charset(body, type);
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw BadPageException.broken("not " + charset + ", which it is said to be: " + e.getMessage());
        }
    }

    private static Charset charset(byte[] body, String type) throws BadPageException {
        int declared = Math.min(body.length, DECLARATION_BYTES_MAX);
        String start = new String(body, 0, declared, StandardCharsets.ISO_8859_1);
        Matcher name = IN_HEADER.matcher(type);
        if (!name.find()) {
            name = IN_TEXT.matcher(start);
            if (!name.find()) {
                return StandardCharsets.UTF_8;
            }
        }
        try {
            return Charset.forName(name.group(1));
        } catch (IllegalArgumentException e) {
            throw BadPageException.broken("encoding is " + name.group(1) + ", which is unknown");
        }
    }
}
