package dev.siiwad.source.wikipedia;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.Cut;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Checksum;
import dev.siiwad.source.http.Expected;
import dev.siiwad.source.pinned.Payload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What is published of one wiki and date: the files to read, in their order.
 *
 * @param date as the edition writes it
 */
record DumpEdition(Edition edition, String database, String date, List<Packed> files) {
    static final int FILES_MAX = 10_000;

    private static final String EDITION = "edition";
    private static final String FILES = "files";
    private static final String SLICE = "slice";
    private static final String LIST = "list of its files";
    /** Where the dates are listed for which there are index dumps. */
    static final String CIRRUS_PATH = "/other/cirrus_search_index/";

    /** Where the wikis are listed for which there are Content File Exports. */
    static final String CONTENT_PATH = "/other/mediawiki_content_current/";

    /** A file as it is listed: with its checksum, its length or both. */
    record Packed(String name, OptionalLong bytes, Optional<Checksum> checksum) {
        Packed {
            if (bytes.orElse(1) < 1) {
                throw new IllegalArgumentException(name + ": size is " + bytes.getAsLong() + "; expected 1 or more");
            }
            if (bytes.isEmpty() && checksum.isEmpty()) {
                throw new IllegalArgumentException(name + ": has neither a size nor a checksum");
            }
        }

        Expected expected() {
            return new Expected(bytes, checksum);
        }
    }

    DumpEdition {
        files = List.copyOf(files);
        for (Packed file : files) {
            if (!edition.isPages(file.name())) {
                throw new IllegalArgumentException(
                        "file name is \"" + file.name() + "\"; expected that of edition " + edition);
            }
        }
    }

    /** All files of the dump: those for ranges of pages where there are any, which together hold what the whole one does. */
    static DumpEdition of(Edition edition, String database, String date, List<Packed> listed) {
        boolean split = listed.stream().anyMatch(file -> edition.firstPage(file.name()) >= 0);
        List<Packed> files = new ArrayList<>();
        for (Packed file : listed) {
            if (edition.firstPage(file.name()) >= 0 == split) {
                files.add(file);
            }
        }
        files.sort(Comparator.comparingLong((Packed file) -> edition.firstPage(file.name()))
                .thenComparingLong(file -> edition.firstRevision(file.name()))
                .thenComparing(Packed::name));
        return new DumpEdition(edition, database, date, files);
    }

    /**
     * {@code sowiki-20261101@sha1:…}: the checksum of the one file, or of what {@code sha1sum} or {@code sha256sum} prints of several. Without checksums
     * {@code sowiki-20261101@cirrus:…}: the SHA-256 of a line for each file, with its length, two blanks and its name.
     */
    String id() {
        String prefix = database + "-" + date + "@";
        if (edition.checksum().isEmpty()) {
            String lengths = lines(file -> String.valueOf(file.bytes().orElseThrow()));
            return prefix + edition + ":" + digest(Checksum.Kind.SHA256, lengths);
        }
        Checksum.Kind kind = edition.checksum().get();
        String sum = files.size() == 1 ? hex(files.get(0)) : digest(kind, lines(DumpEdition::hex));
        return prefix + member(kind) + ":" + sum;
    }

    private static String hex(Packed file) {
        return file.checksum().orElseThrow().hex();
    }

    private static String member(Checksum.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private String lines(Function<Packed, String> fact) {
        StringBuilder lines = new StringBuilder();
        for (Packed file : files) {
            lines.append(fact.apply(file)).append("  ").append(file.name()).append('\n');
        }
        return lines.toString();
    }

    /** Where a file is below the address of any site of dumps. */
    String path(Packed file) {
        String directory = switch (edition) {
            case CONTENT -> contentDirectory(database, date);
            case CLASSIC -> "/" + database + "/" + date + "/";
            case CIRRUS -> cirrusDirectory(database, date);
        };
        return directory + file.name();
    }

    /** Where the files of an index dump are, below the address of any site of dumps. */
    static String cirrusDirectory(String database, String date) {
        return CIRRUS_PATH + date + "/index_name=" + database + "_content/";
    }

    /** Where the files of a Content File Export are, below the address of any site of dumps. */
    static String contentDirectory(String database, String date) {
        return CONTENT_PATH + database + "/" + date + "/xml/bzip2/";
    }

    /** Where the dates are listed for which there are Content File Exports. */
    static String contentDates(String database) {
        return CONTENT_PATH + database + "/";
    }

    /**
     * With the payload {@code {"database":"sowiki","date":"20261101","files":[{"name":…,"bytes":…,"sha1":…,"path":…}]}}; any other than the classic
     * edition begins with its name, {@code "edition":"content"}, which has {@code sha256}, or {@code "edition":"cirrus"}, which has no checksum.
     */
    Snapshot snapshot() {
        return Snapshot.of(id(), toJson().toString());
    }

    private ObjectNode toJson() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        if (edition != Edition.CLASSIC) {
            root.put(EDITION, edition.toString());
        }
        root.put("database", database).put("date", date);
        root.set(FILES, Payload.array(files.stream().map(this::toJson).toList()));
        return root;
    }

    /**
     * Whole files for each slice, about as many bytes in each. The snapshot of a slice is that of the dump with one more member, the names of its files:
     * {@code "slice":["…","…"]}.
     */
    List<Snapshot> slices(int countMax) {
        List<List<Packed>> shares =
                Cut.into(files, countMax, file -> file.bytes().orElse(0));
        return shares.size() == 1
                ? List.of(snapshot())
                : shares.stream().map(this::slice).toList();
    }

    private Snapshot slice(List<Packed> share) {
        ObjectNode root = toJson();
        share.forEach(file -> root.withArray(SLICE).add(file.name()));
        return Snapshot.of(id(), root.toString());
    }

    /** The files of a dump that this snapshot is to be read from: all, or those of a slice. */
    List<Packed> filesOf(Snapshot pinned) throws SourceException {
        Payload payload = Payload.of(pinned, LIST);
        if (payload.json().path(SLICE).isMissingNode()) {
            return files;
        }
        List<String> names = payload.list(SLICE, JsonNode::asText);
        return files.stream().filter(file -> names.contains(file.name())).toList();
    }

    private ObjectNode toJson(Packed file) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", file.name());
        file.bytes().ifPresent(bytes -> json.put("bytes", bytes));
        file.checksum().ifPresent(sum -> json.put(member(sum.kind()), sum.hex()));
        return json.put("path", path(file));
    }

    /** @throws SourceException if the snapshot is not one that {@link #snapshot} made */
    static DumpEdition of(Snapshot pinned) throws SourceException {
        Payload payload = Payload.of(pinned, LIST);
        JsonNode root = payload.json();
        Edition edition = edition(payload, root.path(EDITION));
        List<Packed> files = payload.list(FILES, file -> fromJson(edition, file));
        DumpEdition dump = new DumpEdition(
                edition, root.path("database").asText(), root.path("date").asText(), files);
        payload.requireId(dump.id());
        return dump;
    }

    /** A run from before there were editions is of the classic one. */
    private static Edition edition(Payload payload, JsonNode named) throws SourceException {
        try {
            return named.isMissingNode() ? Edition.CLASSIC : Edition.of(named.asText());
        } catch (IllegalArgumentException e) {
            throw payload.damaged(e.getMessage());
        }
    }

    private static Packed fromJson(Edition edition, JsonNode file) {
        OptionalLong bytes =
                file.has("bytes") ? OptionalLong.of(file.path("bytes").asLong()) : OptionalLong.empty();
        return new Packed(
                file.path("name").asText(),
                bytes,
                edition.checksum()
                        .map(kind -> new Checksum(kind, file.path(member(kind)).asText())));
    }

    private static String digest(Checksum.Kind kind, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance(kind == Checksum.Kind.SHA1 ? "SHA-1" : "SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1 and SHA-256", e);
        }
    }
}
