package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.PositionFields;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.packed.Bz2Place;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place inside a corpus file at which reading can begin: before an element that makes a document, and is in none that does.
 *
 * <pre>
 * stream=0 bit=1186640423 sum=8ff0a1b2 into=7102 texts=36 pages=0 parts=1 in=%3Ccorpus+id%3D%22x%22%3E skip=0
 * byte=48211093 texts=…                                   in a file that is not packed
 * </pre>
 *
 * @param block in which it is, in a bzip2 file
 * @param into how many bytes of that block, and of those that follow, come before; in another file, how many of the file
 * @param context the tags of the elements around it
 * @param texts counted before it, as {@link UnitFinder} does
 * @param pages counted before it outside of texts
 * @param parts counted before it of what no unit encloses
 * @param skip how many documents come between it and the one that is meant
 */
record CorpusPlace(Optional<Bz2Place> block, long into, String context, long texts, long pages, long parts, long skip) {
    /** A longer one is not kept in a position. */
    static final int CONTEXT_CHARS_MAX = 1500;

    private static final Pattern CONTEXT =
            Pattern.compile("(?:[A-Za-z0-9.*_+-]|%[0-9A-F]{2}){1," + CONTEXT_CHARS_MAX + "}");
    private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{8}");

    /** How a context is written. */
    static String written(String context) {
        return URLEncoder.encode(context, StandardCharsets.UTF_8);
    }

    CorpusPlace skipping(long documents) {
        return new CorpusPlace(block, into, context, texts, pages, parts, documents);
    }

    CorpusPlace afterParts(long counted) {
        return new CorpusPlace(block, into, context, texts, pages, counted, skip);
    }

    UnitFinder.Counts counts() {
        return new UnitFinder.Counts(texts, pages, parts);
    }

    static boolean isIn(PositionFields fields) {
        return fields.has("skip");
    }

    static CorpusPlace of(PositionFields fields) throws SourceException {
        return new CorpusPlace(
                fields.has("bit") ? Optional.of(block(fields)) : Optional.empty(),
                fields.number(fields.has("bit") ? "into" : "byte", Long.MAX_VALUE),
                URLDecoder.decode(fields.text("in", CONTEXT), StandardCharsets.UTF_8),
                fields.number("texts", Long.MAX_VALUE),
                fields.number("pages", Long.MAX_VALUE),
                fields.number("parts", Long.MAX_VALUE),
                fields.number("skip", Long.MAX_VALUE));
    }

    private static Bz2Place block(PositionFields fields) throws SourceException {
        long stream = fields.number("stream", Long.MAX_VALUE / Byte.SIZE);
        long bit = fields.number("bit", Long.MAX_VALUE);
        if (bit <= stream * Byte.SIZE) {
            throw fields.wrong("bit " + bit + " is not inside the stream at byte " + stream);
        }
        return Bz2Place.of(stream, bit, fields.text("sum", CHECKSUM));
    }

    @Override
    public String toString() {
        String where = block.map(
                        at -> "stream=" + at.stream() + " bit=" + at.bit() + " sum=" + at.sum() + " into=" + into)
                .orElse("byte=" + into);
        return where + " texts=" + texts + " pages=" + pages + " parts=" + parts + " in=" + written(context) + " skip="
                + skip;
    }
}
