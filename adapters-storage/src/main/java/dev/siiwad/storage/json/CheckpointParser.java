package dev.siiwad.storage.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.InHand;
import dev.siiwad.checkpoint.NewerCheckpointException;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the bytes of a checkpoint, believing nothing. Every refusal names the file, the place in it, what is there and what was expected. */
public final class CheckpointParser {
    /** A checkpoint is about 1 KB, and some 30 bytes for each attempt. */
    public static final int BYTES_MAX = 4 << 20;

    private static final ObjectMapper JSON = Json.mapper();
    private static final Pattern CHECKSUM_AT_END = Pattern.compile("\"checksum\": \"(crc32c:[0-9a-f]{8})\"\\n}\\n?\\z");
    private static final Pattern RUN_ID =
            Pattern.compile("\"run_id\"\\s*:\\s*\"([A-Za-z0-9_-][A-Za-z0-9._-]{0,127})\"");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    private final String name;
    private final JsonNode root;

    private CheckpointParser(String name, JsonNode root) {
        this.name = name;
        this.root = root;
    }

    /**
     * Reads a stored checkpoint of any version that is known.
     *
     * @param name the file, for messages
     */
    public static Saved parse(String name, byte[] bytes) throws CorruptCheckpointException {
        CheckpointParser parser = new CheckpointParser(name, tree(name, bytes));
        try {
            return parser.saved(bytes);
        } catch (IllegalArgumentException e) {
            throw new CorruptCheckpointException(name + ": " + e.getMessage(), e);
        }
    }

    /** Whether these are the six fields of version 1.0, which count no segments. */
    public static boolean isOffsetOnly(byte[] bytes) {
        try {
            return parse("checkpoint", bytes) instanceof Saved.OffsetOnly;
        } catch (CorruptCheckpointException e) {
            return false;
        }
    }

    /** The run that a damaged checkpoint names, if its bytes still show it. */
    public static Optional<String> runIdIn(byte[] damaged) {
        Matcher matcher = RUN_ID.matcher(new String(damaged, StandardCharsets.ISO_8859_1));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static JsonNode tree(String name, byte[] bytes) throws CorruptCheckpointException {
        if (bytes.length == 0) {
            throw new CorruptCheckpointException(name + ": is empty; expected a JSON object");
        }
        if (bytes.length > BYTES_MAX) {
            throw new CorruptCheckpointException(
                    name + ": has more than " + BYTES_MAX + " bytes, too long for a checkpoint");
        }
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": ";
            throw new CorruptCheckpointException(name + ": " + place + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new CorruptCheckpointException(name + ": " + e.getMessage(), e);
        }
        if (!root.isObject()) {
            throw new CorruptCheckpointException(name + ": is " + root.getNodeType() + "; expected a JSON object");
        }
        return root;
    }

    private Saved saved(byte[] bytes) throws CorruptCheckpointException {
        boolean beyond1 = CheckpointJson.MEMBERS_1_1.stream().anyMatch(root::has);
        if (beyond1) {
            requireChecksum(bytes);
        }
        requireKnownVersion();
        return beyond1 ? new Saved.Committed(checkpoint(), Optional.empty()) : offsetOnly();
    }

    private void requireChecksum(byte[] bytes) throws CorruptCheckpointException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher matcher = CHECKSUM_AT_END.matcher(text);
        if (!matcher.find()) {
            throw new CorruptCheckpointException(name
                    + ": checksum is missing at the end; it was changed by hand or cut. To begin at another offset use: "
                    + "siiwad checkpoint set");
        }
        String expected = CheckpointJson.checksum(Arrays.copyOf(bytes, matcher.start()));
        if (!matcher.group(1).equals(expected)) {
            throw new CorruptCheckpointException(
                    name + ": checksum is " + matcher.group(1) + ", but the bytes before it give " + expected
                            + "; something in them has changed. To begin at another offset use: siiwad checkpoint set");
        }
    }

    private void requireKnownVersion() throws CorruptCheckpointException {
        Matcher matcher = VERSION.matcher(string("schema_version"));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "schema_version is \"" + string("schema_version") + "\"; expected a form like 1.1");
        }
        if (!matcher.group(1).equals("1")) {
            throw new NewerCheckpointException(name + ": schema_version is " + string("schema_version")
                    + "; this program knows 1.x. Carry on with a version of Siiwad that knows " + matcher.group(1)
                    + ".x");
        }
    }

    private Saved.OffsetOnly offsetOnly() {
        return new Saved.OffsetOnly(
                integer("last_index"),
                integer("processed_count"),
                instant("timestamp"),
                string("run_id"),
                new SourceId(string("source")));
    }

    private Checkpoint checkpoint() {
        JsonNode owner = object("owner");
        CheckpointParser ofOwner = new CheckpointParser(name, owner);
        return new Checkpoint(
                new RunId(string("run_id")),
                new SourceId(string("source")),
                instant("started"),
                instant("timestamp"),
                integer("first_index"),
                integer("last_index"),
                integer("processed_count"),
                new Position(string("position")),
                string("snapshot"),
                settings(),
                small("attempt"),
                small("stalled_attempts"),
                inHand(),
                new Owner(
                        ofOwner.string("host"),
                        ofOwner.string("boot"),
                        ofOwner.integer("pid"),
                        ofOwner.string("nonce")),
                segments(),
                integer("last_segment_bytes"),
                new OutputDigest(string("output_digest")),
                bool("exhausted"),
                extra());
    }

    private Settings settings() {
        SortedMap<String, String> values = new TreeMap<>();
        JsonNode node = object("settings");
        CheckpointParser ofSettings = new CheckpointParser(name, node);
        node.fieldNames().forEachRemaining(field -> values.put(field, ofSettings.string(field)));
        return new Settings(values);
    }

    private List<SegmentRange> segments() {
        List<SegmentRange> ranges = new ArrayList<>();
        for (JsonNode range : list("segments")) {
            CheckpointParser ofRange = new CheckpointParser(name, range);
            ranges.add(new SegmentRange(ofRange.small("attempt"), ofRange.integer("last")));
        }
        return ranges;
    }

    private Optional<InHand> inHand() {
        if (!root.has("in_hand")) {
            return Optional.empty();
        }
        CheckpointParser document = new CheckpointParser(name, object("in_hand"));
        List<Integer> attempts = new ArrayList<>();
        for (JsonNode attempt : document.list("attempts")) {
            if (!attempt.canConvertToInt() || !attempt.isIntegralNumber()) {
                throw unexpected("in_hand", object("in_hand"), "attempts that are whole numbers");
            }
            attempts.add(attempt.intValue());
        }
        return Optional.of(new InHand(document.integer("offset"), attempts));
    }

    private SortedMap<String, String> extra() {
        SortedMap<String, String> extra = new TreeMap<>();
        root.properties().forEach(member -> {
            if (!CheckpointJson.MEMBERS_1_0.contains(member.getKey())
                    && !CheckpointJson.MEMBERS_1_1.contains(member.getKey())) {
                extra.put(member.getKey(), member.getValue().toString());
            }
        });
        return extra;
    }

    private JsonNode member(String member) {
        JsonNode node = root.get(member);
        if (node == null) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return node;
    }

    private JsonNode object(String member) {
        JsonNode node = member(member);
        if (!node.isObject()) {
            throw unexpected(member, node, "an object");
        }
        return node;
    }

    private JsonNode list(String member) {
        JsonNode node = member(member);
        if (!node.isArray()) {
            throw unexpected(member, node, "a list");
        }
        return node;
    }

    private String string(String member) {
        JsonNode node = member(member);
        if (!node.isTextual()) {
            throw unexpected(member, node, "a string");
        }
        return node.textValue();
    }

    private boolean bool(String member) {
        JsonNode node = member(member);
        if (!node.isBoolean()) {
            throw unexpected(member, node, "true or false");
        }
        return node.booleanValue();
    }

    private long integer(String member) {
        JsonNode node = member(member);
        if (!node.isIntegralNumber()
                || node.bigIntegerValue().compareTo(BigInteger.ZERO) < 0
                || !node.canConvertToLong()) {
            throw unexpected(member, node, "a whole number from 0 to " + Long.MAX_VALUE);
        }
        return node.longValue();
    }

    private int small(String member) {
        long value = integer(member);
        if (value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(member + " is " + value + "; expected at most " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    private Instant instant(String member) {
        String text = string(member);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException withoutOffset) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException(
                        member + " is \"" + text + "\"; expected a time like 2025-12-29T10:15:30.123456Z", e);
            }
        }
    }

    private static IllegalArgumentException unexpected(String member, JsonNode found, String expected) {
        String shown = found.toString();
        return new IllegalArgumentException(
                member + " is " + shown.substring(0, Math.min(shown.length(), 80)) + "; expected " + expected);
    }
}
