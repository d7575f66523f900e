package dev.siiwad.source.wikipedia;

import dev.siiwad.document.Document;
import dev.siiwad.source.MalformedDocumentException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that cannot be read, for good: a dump is verified before it is read. What it says of itself before the text still counts.
 *
 * @param name by its id and title, as far as they are there, else by its place
 */
record BrokenPage(String name, String reason, String excerpt, boolean isArticle) implements PageContent {
    private static final int HEAD_BYTES_MAX = 16 << 10;
    private static final Pattern TITLE = Pattern.compile("<title>([^<]{0,1000})");
    private static final Pattern ID = Pattern.compile("<id>(\\d{1,18})</id>");
    private static final Pattern NAMESPACE = Pattern.compile("<ns>\\s{0,9}(-?\\d{1,9})\\s{0,9}</ns>");

    static BrokenPage of(PageSlice slice, String problem) {
        String excerpt = text(slice.bytes(), Math.min(slice.length(), HEAD_BYTES_MAX));
        int revision = excerpt.indexOf("<revision");
        String head = revision < 0 ? excerpt : excerpt.substring(0, revision);
        Optional<String> title = found(TITLE, head);
        Optional<String> id = found(ID, head);
        String place = slice.end() >= 0
                ? "ends at byte " + slice.end()
                : "page " + (slice.number() + 1) + " from byte " + slice.stream() + " on";
        String quoted = title.map(found -> " \"" + found + "\"").orElse("");
        String name = id.isEmpty() && title.isEmpty()
                ? "page, " + place
                : "page" + id.map(n -> " " + n).orElse("") + quoted;
        boolean outside = Page.isOutside(found(NAMESPACE, head)) || head.contains("<redirect");
        return new BrokenPage(name, "page" + quoted + " (" + place + "): " + problem, excerpt, !outside);
    }

    private static Optional<String> found(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public long bytes() {
        return 2L * excerpt.length() + 1000;
    }

    @Override
    public Document document(Wiki wiki, PageText text) throws MalformedDocumentException {
        throw MalformedDocumentException.unit(name, reason, excerpt);
    }
}
