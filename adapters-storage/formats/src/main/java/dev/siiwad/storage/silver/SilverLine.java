package dev.siiwad.storage.silver;

import dev.siiwad.digest.Sha256;
import dev.siiwad.document.Document;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.StoredDocument;
import dev.siiwad.words.WordCount;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One document as it is published, but for the columns that all documents of a dataset share: as JSON, in the order in which it is published, so that what is
 * written once is copied. It begins with the document's id, which is not published:
 *
 * <pre>
 * "document":"7",
 * "id":"…","text":"…","title":"…"                         before them, of one that was rejected, "offset":…,"rule":"…","value":"…"
 * ,"url":"…","source_id":"…","date_published":null
 * ,"topic":null,"tokens":6,"text_hash":"…"
 * ,"source_metadata":"…"
 * </pre>
 *
 * Immutable; what it is made of is not copied.
 */
public final class SilverLine implements StoredDocument {
    /** How many lengths {@link #lengths} are. */
    public static final int LENGTHS = 6;

    /** The columns that a document has for itself, in their order; after which of them shared ones follow. */
    static final List<List<String>> OWN = List.of(
            List.of("id", "text", "title"),
            List.of("url", "source_id", "date_published"),
            List.of("topic", SilverRecord.TOKENS, "text_hash"),
            List.of("source_metadata"));

    private static final int OVERHEAD_BYTES = 512;
    private static final int ESCAPED_SHARE = 16;
    private static final byte[] DOCUMENT = name("document");
    private static final byte[][] NAMES =
            OWN.stream().flatMap(List::stream).map(SilverLine::name).toArray(byte[][]::new);
    private static final byte[] COMMA = {','};
    /** In place of a value that is null. */
    private static final byte[] NOTHING = {};
    /** The number of the column after each part. */
    private static final int[] ENDS = ends();

    private final byte[] json;
    private final int[] lengths;

    private SilverLine(byte[] json, int[] lengths) {
        this.json = json;
        this.lengths = lengths;
    }

    @Override
    public long memoryBytes() {
        return OVERHEAD_BYTES + json.length;
    }

    /** The line of a document. */
    public static SilverLine of(Document document, WordCount words) {
        return of(document, words, Optional.empty());
    }

    /** That of an entry, as it is stored if it is stored so; a run counts words in one way. */
    public static SilverLine of(Entry.Kept kept, WordCount words) {
        return kept.stored() instanceof SilverLine line ? line : of(kept.document(), words);
    }

    /** The line of a document that was dropped. */
    public static SilverLine rejected(Entry.Rejected entry, WordCount words) {
        return of(entry.document(), words, Optional.of(entry));
    }

    /**
     * A line that was stored.
     *
     * @param json as {@link #writeTo(OutputStream)} has written it; not to be changed any more
     * @param lengths as {@link #lengths}
     * @throws IllegalArgumentException if they do not fit each other
     */
    public static SilverLine stored(byte[] json, int[] lengths) {
        int bytes = OWN.size() - 1;
        for (int i = 1; i < LENGTHS; i++) {
            bytes += lengths[i];
        }
        if (bytes != json.length) {
            throw new IllegalArgumentException("a document's line has " + json.length + " bytes; its lengths "
                    + Arrays.toString(lengths) + " come to " + bytes);
        }
        return new SilverLine(json, lengths.clone());
    }

    /** In a loop, so that what writes a text is compiled into it once: the compiler of the JVM takes a second for one that has it eight times. */
    private static SilverLine of(Document document, WordCount words, Optional<Entry.Rejected> rejected) {
        byte[] text = document.text().getBytes(StandardCharsets.UTF_8);
        byte[][] values = values(document, text);
        int likely = OVERHEAD_BYTES + text.length / ESCAPED_SHARE;
        for (byte[] value : values) {
            likely += value.length;
        }
        JsonBytes json = new JsonBytes(likely);
        json.raw(DOCUMENT).text(document.id()).raw(COMMA);
        int[] lengths = new int[LENGTHS];
        lengths[0] = text.length;
        lengths[1] = json.size();
        int from = json.size();
        rejected.ifPresent(entry -> why(json, entry));
        int part = 0;
        for (int i = 0; i < NAMES.length; i++) {
            if (i == ENDS[part]) {
                lengths[part + 2] = json.size() - from;
                from = json.size() + 1;
                part++;
            }
            if (i > 0) {
                json.raw(COMMA);
            }
            json.raw(NAMES[i]);
            if (OwnColumns.NUMBERS[i] == OwnColumns.TOKENS) {
                json.integer(words.of(document.text(), text));
            } else if (values[i] == NOTHING) {
                json.nothing();
            } else {
                json.text(values[i]);
            }
        }
        lengths[part + 2] = json.size() - from;
        return new SilverLine(json.bytes(), lengths);
    }

    /** In UTF-8, in the order of {@link #NAMES}. */
    private static byte[][] values(Document document, byte[] text) {
        byte[] title = document.title().getBytes(StandardCharsets.UTF_8);
        byte[] url = document.url().getBytes(StandardCharsets.UTF_8);
        MessageDigest sha256 = Sha256.start();
        byte[] textHash = hex(sha256.digest(text));
        sha256.update(title);
        sha256.update(url);
        byte[] id = hex(sha256.digest(textHash));
        OwnColumns own = new OwnColumns(document);
        return new byte[][] {
            id,
            text,
            title,
            url,
            utf8(own.sourceId()),
            utf8(own.datePublished()),
            utf8(own.topic()),
            NOTHING,
            textHash,
            PythonJson.dumps(document.metadata()).getBytes(StandardCharsets.UTF_8)
        };
    }

    private static byte[] utf8(Optional<String> text) {
        return text.map(some -> some.getBytes(StandardCharsets.UTF_8)).orElse(NOTHING);
    }

    private static void why(JsonBytes json, Entry.Rejected entry) {
        json.raw(name(SilverRecord.REJECTED_COLUMNS.get(0)))
                .integer(entry.offset())
                .raw(COMMA);
        json.raw(name(SilverRecord.REJECTED_COLUMNS.get(1))).text(entry.rule()).raw(COMMA);
        json.raw(name(SilverRecord.REJECTED_COLUMNS.get(2))).text(entry.value()).raw(COMMA);
    }

    /** The length of the text in UTF-8; then those of the parts of this line, up to the comma before the next. */
    public int[] lengths() {
        return lengths.clone();
    }

    @Override
    public long textBytes() {
        return lengths[0];
    }

    /** Writes it as it is stored. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(json, 0, end());
    }

    /** Writes the line that is published, with its line feed. */
    public void writeTo(OutputStream out, SharedColumns shared) throws IOException {
        out.write('{');
        int from = lengths[1];
        for (int part = 0; part < OWN.size(); part++) {
            int length = lengths[part + 2];
            out.write(json, from, length);
            out.write(shared.after(part));
            from += length + 1;
        }
    }

    /** Takes columns of a document. */
    public interface Columns {
        /** @param column its number in {@link SilverRecord#COLUMNS} */
        void text(int column, byte[] utf8);

        /** @param column its number in {@link SilverRecord#COLUMNS} */
        void number(int column, long value);
    }

    /**
     * Gives the columns that this document has for itself, in their order, without those that are null.
     *
     * @throws IllegalArgumentException if the line is damaged, or is that of one that was rejected
     */
    public void give(Columns taker) {
        JsonMembers members = new JsonMembers(json, lengths[1], end());
        for (int i = 0; i < NAMES.length; i++) {
            int column = OwnColumns.NUMBERS[i];
            members.name(NAMES[i]);
            if (column == OwnColumns.TOKENS) {
                taker.number(column, members.number());
            } else if (column == OwnColumns.TEXT) {
                taker.text(column, members.text(lengths[0]));
            } else {
                Optional<byte[]> text = members.text();
                if (text.isPresent()) {
                    taker.text(column, text.get());
                }
            }
        }
    }

    @Override
    public Document document() {
        JsonMembers members = new JsonMembers(json, 0, end());
        members.name(DOCUMENT);
        String id = members.string();
        String[] texts = new String[NAMES.length];
        for (int i = 0; i < NAMES.length; i++) {
            members.name(NAMES[i]);
            if (OwnColumns.NUMBERS[i] == OwnColumns.TOKENS) {
                members.number();
            } else {
                texts[i] = members.string();
            }
        }
        return new Document(id, texts[2], texts[1], texts[3], PythonJson.loads(texts[9]));
    }

    private int end() {
        int end = OWN.size() - 1;
        for (int i = 1; i < LENGTHS; i++) {
            end += lengths[i];
        }
        return end;
    }

    private static int[] ends() {
        int[] ends = new int[OWN.size()];
        int end = 0;
        for (int part = 0; part < ends.length; part++) {
            end += OWN.get(part).size();
            ends[part] = end;
        }
        return ends;
    }

    private static byte[] hex(byte[] digest) {
        return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] name(String name) {
        return ("\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }
}
