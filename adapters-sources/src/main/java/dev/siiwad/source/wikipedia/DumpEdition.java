package dev.siiwad.source.wikipedia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.pinned.Payload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The multistream dump of one wiki and date: the files to read, in their order.
 *
 * @param date such as {@code 20261101}
 */
record DumpEdition(String database, String date, List<Packed> files) {
    static final int FILES_MAX = 10_000;

    private static final String FILES = "files";
    private static final Pattern NAME = Pattern.compile(
            "[a-z_]+-\\d{8}-pages-articles-multistream\\d{0,6}\\.xml(?:-p(\\d{1,18})p\\d{1,18})?\\.bz2");
    private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");

    /** A file as it is listed: its length, and its sha1 as 40 hexadecimal digits. */
    record Packed(String name, long bytes, String sha1) {
        Packed {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "file name is \"" + name + "\"; expected that of a multistream dump");
            }
            if (!SHA1.matcher(sha1).matches() || bytes < 1) {
                throw new IllegalArgumentException(name + ": sha1 is \"" + sha1 + "\" and size " + bytes
                        + "; expected 40 hexadecimal digits, and 1 or more");
            }
        }

        /** The first page it holds; -1 where it holds all. */
        private long firstPage() {
            Matcher matcher = NAME.matcher(name);
            return matcher.matches() && matcher.group(1) != null ? Long.parseLong(matcher.group(1)) : -1;
        }
    }

    /** Whether a file of a dump holds pages, and not the index to them. */
    static boolean isPages(String name) {
        return NAME.matcher(name).matches();
    }

    /** All files of the dump: those for ranges of pages where there are any, which together hold what the whole one does. */
    static DumpEdition of(String database, String date, List<Packed> listed) {
        boolean split = listed.stream().anyMatch(file -> file.firstPage() >= 0);
        List<Packed> files = new ArrayList<>();
        for (Packed file : listed) {
            if (file.firstPage() >= 0 == split) {
                files.add(file);
            }
        }
        files.sort(Comparator.comparingLong(Packed::firstPage).thenComparing(Packed::name));
        return new DumpEdition(database, date, List.copyOf(files));
    }

    /** {@code sowiki-20261101@sha1:…}: the sha1 of the one file, or of what {@code sha1sum} prints of several. */
    String id() {
        if (files.size() == 1) {
            return database + "-" + date + "@sha1:" + files.get(0).sha1();
        }
        StringBuilder sums = new StringBuilder();
        for (Packed file : files) {
            sums.append(file.sha1()).append("  ").append(file.name()).append('\n');
        }
        return database + "-" + date + "@sha1:" + sha1(sums.toString());
    }

    /** Where a file is below the address of any site of dumps. */
    String path(Packed file) {
        return "/" + database + "/" + date + "/" + file.name();
    }

    /** With the payload {@code {"database":"sowiki","date":"20261101","files":[{"name":…,"bytes":…,"sha1":…,"path":…}]}}. */
    Snapshot snapshot() {
        ObjectNode root =
                JsonNodeFactory.instance.objectNode().put("database", database).put("date", date);
        root.set(FILES, Payload.array(files.stream().map(this::toJson).toList()));
        return Snapshot.of(id(), root.toString());
    }

    private ObjectNode toJson(Packed file) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", file.name())
                .put("bytes", file.bytes())
                .put("sha1", file.sha1())
                .put("path", path(file));
    }

    /** @throws SourceException if the snapshot is not one that {@link #snapshot} made */
    static DumpEdition of(Snapshot pinned) throws SourceException {
        Payload payload = Payload.of(pinned, "list of its files");
        List<Packed> files = payload.list(FILES, DumpEdition::fromJson);
        JsonNode root = payload.json();
        DumpEdition edition = new DumpEdition(
                root.path("database").asText(), root.path("date").asText(), files);
        payload.requireId(edition.id());
        return edition;
    }

    private static Packed fromJson(JsonNode file) {
        return new Packed(
                file.path("name").asText(),
                file.path("bytes").asLong(),
                file.path("sha1").asText());
    }

    private static String sha1(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
