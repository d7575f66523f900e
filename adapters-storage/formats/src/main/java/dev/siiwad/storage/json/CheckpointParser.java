package dev.siiwad.storage.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Extent;
import dev.siiwad.checkpoint.InFlight;
import dev.siiwad.checkpoint.LastSegment;
import dev.siiwad.checkpoint.NewerCheckpointException;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Plan;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.segment.OutputDigest;
import dev.siiwad.segment.Predecessors;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentForm;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    /** A message shows so much of what another class says of a value. */
    private static final int MESSAGE_CHARS_MAX = 500;

    /** A message shows so much of the end of a file. */
    private static final int END_CHARS = 40;

    private static final Pattern CHECKSUM_AT_END = Pattern.compile("\"checksum\": \"(crc32c:[0-9a-f]{8})\"\\n}\\n?\\z");
    private static final Pattern RUN_ID =
            Pattern.compile("\"run_id\"\\s*:\\s*\"([A-Za-z0-9_-][A-Za-z0-9._-]{0,127})\"");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    private final String name;
    private final CheckedMembers root;

    private CheckpointParser(String name, JsonNode root) {
        this.name = name;
        this.root = new CheckedMembers(root, "");
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
            throw new CorruptCheckpointException(name + ": " + shortened(e.getMessage()), e);
        }
    }

    /**
     * Refuses a checkpoint of another source, where it is about to be put in this one's place.
     *
     * @param name the file, for messages
     */
    public static void requireSource(String name, Saved saved, SourceId source) throws CorruptCheckpointException {
        SourceId found = saved instanceof Saved.Committed committed
                ? committed.checkpoint().source()
                : ((Saved.OffsetOnly) saved).source();
        if (!found.equals(source)) {
            throw new CorruptCheckpointException(name + ": source is " + found + "; expected " + source);
        }
    }

    /** Whether what cannot be used is whole JSON without any member that only this program writes. */
    public static boolean isWrittenByHand(byte[] damaged) {
        try {
            JsonNode root = JSON.readTree(damaged);
            return !root.isMissingNode() && CheckpointJson.MEMBERS_1_1.stream().noneMatch(root::has);
        } catch (IOException notWhole) {
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
        JsonNode root = whole(name, bytes);
        if (!root.isObject()) {
            throw new CorruptCheckpointException(name + ": is "
                    + (root.isMissingNode() ? "blank" : CheckedMembers.shown(root)) + "; expected a JSON object");
        }
        return root;
    }

    private static JsonNode whole(String name, byte[] bytes) throws CorruptCheckpointException {
        try (JsonParser json = JSON.createParser(bytes)) {
            return whole(json);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new CorruptCheckpointException(
                    name + ": line " + place.getLineNr() + ", column " + place.getColumnNr() + ": "
                            + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new CorruptCheckpointException(name + ": " + e.getMessage(), e);
        }
    }

    /** One value and nothing after it; every failure to parse has its place. */
    private static JsonNode whole(JsonParser json) throws IOException {
        try {
            TreeNode root = JSON.readTree(json);
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "there is more after its end");
            }
            return root instanceof JsonNode node ? node : MissingNode.getInstance();
        } catch (StreamConstraintsException e) {
            throw new JsonParseException(json, e.getOriginalMessage(), e);
        }
    }

    /** Members that this version does not know are kept; but it could not read on without knowing this one. */
    private SegmentForm segmentForm() throws NewerCheckpointException {
        if (!root.node().has(CheckpointJson.SEGMENT_FORMAT)) {
            return SegmentForm.DOCUMENTS;
        }
        long number = root.integer(CheckpointJson.SEGMENT_FORMAT);
        if (number > SegmentForm.values().length) {
            throw new NewerCheckpointException(name + ": " + CheckpointJson.SEGMENT_FORMAT + " is " + number
                    + "; this program knows up to " + SegmentForm.values().length
                    + ". Carry on with the version of Siiwad that began the run, or a later one");
        }
        return SegmentForm.of(number);
    }

    private Saved saved(byte[] bytes) throws CorruptCheckpointException {
        boolean beyond1 = CheckpointJson.MEMBERS_1_1.stream().anyMatch(root.node()::has);
        if (!beyond1) {
            requireKnownVersion();
            return offsetOnly();
        }
        requireChecksum(bytes);
        requireKnownVersion();
        return new Saved.Committed(checkpoint(), Optional.empty());
    }

    /** A later version may seal itself in another way; then nothing can be said of damage. */
    private void requireChecksum(byte[] bytes) throws CorruptCheckpointException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher matcher = CHECKSUM_AT_END.matcher(text);
        if (!matcher.find()) {
            requireKnownVersion();
            String end = text.substring(Math.max(0, text.length() - END_CHARS));
            throw new CorruptCheckpointException(name + ": checksum is missing at the end, which is "
                    + CheckedMembers.shown(end)
                    + "; expected \"checksum\": \"crc32c:…\" and a brace, on lines of their own that end in a line feed."
                    + " It was cut, or changed by hand");
        }
        String expected = CheckpointJson.checksum(Arrays.copyOf(bytes, matcher.start()));
        if (!matcher.group(1).equals(expected)) {
            throw new CorruptCheckpointException(name + ": checksum is " + matcher.group(1)
                    + ", but the bytes before it give " + expected + "; something in them has changed");
        }
    }

    private void requireKnownVersion() throws CorruptCheckpointException {
        String version = root.string("schema_version");
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "schema_version is " + CheckedMembers.shown(version) + "; expected a form like 1.1");
        }
        if (Integer.parseInt(matcher.group(1)) > 1) {
            throw new NewerCheckpointException(name + ": schema_version is " + version
                    + "; this program knows 1.x. Carry on with a version of Siiwad that knows " + matcher.group(1)
                    + ".x");
        }
    }

    private Saved.OffsetOnly offsetOnly() {
        return new Saved.OffsetOnly(
                root.integer("last_index"),
                root.integer("processed_count"),
                root.instant("timestamp"),
                new RunId(root.string("run_id")).value(),
                new SourceId(root.string("source")));
    }

    private Checkpoint checkpoint() throws NewerCheckpointException {
        CheckedMembers owner = root.object("owner");
        Run run = new Run(
                new RunId(root.string("run_id")),
                new SourceId(root.string("source")),
                root.instant("started"),
                root.integer("first_index"),
                root.string("snapshot"),
                settings(),
                root.node().has("snapshot_digest") ? Optional.of(root.string("snapshot_digest")) : Optional.empty(),
                segmentForm(),
                plan());
        Claim claim = new Claim(
                root.attempt(),
                root.small("stalled_attempts"),
                inFlight(),
                new Owner(
                        owner.string("host"),
                        owner.string("boot"),
                        owner.integer("pid"),
                        owner.visible("nonce"),
                        owner.node().has(CheckpointJson.PID_NAMESPACE)
                                ? Optional.of(owner.visible(CheckpointJson.PID_NAMESPACE))
                                : Optional.empty()));
        Extent extent = new Extent(
                root.integer("last_index"),
                root.integer("processed_count"),
                root.node().has(CheckpointJson.TEXT_BYTES) ? root.integer(CheckpointJson.TEXT_BYTES) : 0,
                new Position(root.string("position")),
                segments(),
                root.integer("last_segment_bytes"),
                lastSegment(),
                new OutputDigest(root.string("output_digest")),
                root.bool("exhausted"),
                root.node().has("limited") && root.bool("limited"));
        Checkpoint checkpoint = new Checkpoint(run, claim, extent, root.instant("timestamp"), extra());
        requirePlausible(checkpoint);
        return checkpoint;
    }

    /** A segment holds what became of one document at least; whoever lists the segments must not be made to list more. */
    private static void requirePlausible(Checkpoint checkpoint) {
        long read = checkpoint.lastIndex() - checkpoint.firstIndex();
        if (checkpoint.segmentCount() > read) {
            throw new IllegalArgumentException("segments counts " + checkpoint.segmentCount() + " segments, where "
                    + read + " documents were read");
        }
    }

    private Optional<Plan> plan() {
        return root.node().has("slices")
                ? Optional.of(new Plan(root.small("slices"), root.string("program_version")))
                : Optional.empty();
    }

    private Settings settings() {
        SortedMap<String, String> values = new TreeMap<>();
        CheckedMembers settings = root.object("settings");
        settings.node().fieldNames().forEachRemaining(field -> values.put(field, settings.string(field)));
        return new Settings(values);
    }

    private List<SegmentRange> segments() {
        List<SegmentRange> ranges = new ArrayList<>();
        for (CheckedMembers range : root.objects("segments")) {
            ranges.add(new SegmentRange(range.attempt(), range.integer("last")));
        }
        return ranges;
    }

    /** Versions that do not know it keep it as it was, however many segments they commit: then it is not about the last, and says nothing. */
    private Optional<LastSegment> lastSegment() {
        if (!root.node().has("last_segment")) {
            return Optional.empty();
        }
        CheckedMembers members = root.object("last_segment");
        LastSegment segment = new LastSegment(
                SegmentName.parse(members.string("name")),
                members.integer("first_index"),
                members.node().has("position")
                        ? Optional.of(new Position(members.string("position")))
                        : Optional.empty(),
                members.string("digest"),
                new Predecessors(EarlierStarts.in(members)));
        List<SegmentRange> ranges = segments();
        SegmentRange last = ranges.isEmpty() ? new SegmentRange(1, 1) : ranges.get(ranges.size() - 1);
        boolean current = segment.name().equals(new SegmentName(last.last(), last.attempt()));
        return Optional.of(segment).filter(same -> !ranges.isEmpty() && current);
    }

    private Optional<InFlight> inFlight() {
        if (!root.node().has("in_hand")) {
            return Optional.empty();
        }
        CheckedMembers document = root.object("in_hand");
        List<Integer> errors = document.node().has("errors") ? document.attempts("errors") : List.of();
        return Optional.of(new InFlight(document.integer("offset"), document.attempts("attempts"), errors));
    }

    private SortedMap<String, String> extra() {
        SortedMap<String, String> extra = new TreeMap<>();
        root.node().properties().forEach(member -> {
            if (!CheckpointJson.MEMBERS_1_0.contains(member.getKey())
                    && !CheckpointJson.MEMBERS_1_1.contains(member.getKey())) {
                extra.put(member.getKey(), member.getValue().toString());
            }
        });
        return extra;
    }

    /** Without its middle, if it is long: what was found is at the front, and what was expected at the end. */
    private static String shortened(String message) {
        int half = MESSAGE_CHARS_MAX / 2;
        return message.length() <= MESSAGE_CHARS_MAX
                ? message
                : message.substring(0, half) + "…" + message.substring(message.length() - half);
    }
}
