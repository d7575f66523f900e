package dev.siiwad.storage.json;

import dev.siiwad.digest.Sha256;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.StoredAt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of what is kept of one run, side by side in one directory. Public for every segment store.
 *
 * <pre>
 * 00000042-1.jsonl.zst              segment 42, written by attempt 1
 * 00000042-1.jsonl.zst.<16 hex>.tmp the same segment written again, because it was damaged; about to be put in its place
 * attempt-3                         empty: attempt 3 was there
 * slice-0003-begun, slice-0003-read empty: where to look for slices, in the directory of the whole; only where storages keep marks
 * snapshot-5f2b9c0d11aa34e7.txt     the payload of the snapshot whose id has this digest
 * </pre>
 */
public final class SegmentFiles {
    private static final String SEGMENT_ENDING = ".jsonl.zst";
    private static final int DIGEST_CHARS = 16;
    private static final int LEFT_NAMED_MAX = 10;
    private static final Pattern ATTEMPT =
            Pattern.compile("(?:\\d{8,18}-(\\d{1,9})\\.jsonl\\.zst(?:(?:\\.[0-9a-f]{16})?\\.tmp)?|attempt-(\\d{1,9}))");
    private static final Pattern SEGMENT = Pattern.compile("(?!0+-)\\d{8,18}-[1-9]\\d{0,8}\\.jsonl\\.zst");
    private static final Pattern PAYLOAD = Pattern.compile("snapshot-[0-9a-f]{16}\\.txt((\\.[0-9a-f]{16})?\\.tmp)?");

    private static final String MARKS = "slice-";
    private static final Pattern MARK = Pattern.compile(MARKS + "\\d{4}-(?:begun|read)");

    /** How a name ends that somebody gives to a copy, such as {@code .bak}. */
    private static final Pattern ENDING_OF_A_COPY = Pattern.compile("\\.[A-Za-z]+$");

    private SegmentFiles() {}

    public static String segment(SegmentName name) {
        return name + SEGMENT_ENDING;
    }

    /**
     * What a file is called while it is written, before it has its own name.
     *
     * @param unique 16 hexadecimal digits that no other process has
     */
    public static String temporary(String name, String unique) {
        return name + "." + unique + ".tmp";
    }

    /** Whether it is such a name of a file; that of earlier builds also, which all processes shared. */
    public static boolean isTemporary(String name, String temporary) {
        return isOurs(temporary) && temporary.startsWith(name + ".") && temporary.endsWith(".tmp");
    }

    /** How the names of all marks begin. */
    public static String marks() {
        return MARKS;
    }

    public static String attempt(int attempt) {
        return "attempt-" + attempt;
    }

    public static String payload(String snapshotId) {
        return "snapshot-" + Sha256.hex(snapshotId).substring(0, DIGEST_CHARS) + ".txt";
    }

    /** The segments that files of these names are; of another form, none. */
    public static Set<SegmentName> segmentsAmong(Stream<String> files) {
        return files.filter(name -> SEGMENT.matcher(name).matches())
                .map(name -> SegmentName.parse(name.substring(0, name.length() - SEGMENT_ENDING.length())))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What a file in the directory of a run is to people who look on: a segment, or the note of an attempt; else nothing. */
    public static Optional<StoredAt> storedAt(String name, long bytes, Instant time) {
        OptionalInt attempt = attemptIn(name);
        if (attempt.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong segment = segmentsAmong(Stream.of(name)).stream()
                .mapToLong(SegmentName::number)
                .findFirst();
        return segment.isPresent() || name.equals(attempt(attempt.getAsInt()))
                ? Optional.of(new StoredAt(attempt.getAsInt(), segment, bytes, time))
                : Optional.empty();
    }

    /** Whether a name ends as those of segments do. */
    public static boolean isSegment(String name) {
        return name.endsWith(SEGMENT_ENDING);
    }

    /** The attempt that a name tells of, sealed or not. */
    public static OptionalInt attemptIn(String name) {
        Matcher matcher = ATTEMPT.matcher(name);
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(matcher.group(1) == null ? matcher.group(2) : matcher.group(1)));
    }

    /**
     * Whether segments are still where they were written, and not a copy that somebody has made of them.
     *
     * @param directory the name of what they are in
     * @param named the run that one of them names, where one can be read
     */
    public static boolean areOf(String directory, Optional<String> named) {
        return named.map(directory::equals)
                .orElseGet(() -> !ENDING_OF_A_COPY.matcher(directory).find());
    }

    /**
     * What to say of what a removal met and left alone, because it is not of these forms, or not where it was written: a line for each, up to
     * {@value #LEFT_NAMED_MAX}, and how many more there were.
     */
    public static List<String> leftAlone(List<?> left) {
        List<String> lines = new ArrayList<>();
        for (Object one : left.subList(0, Math.min(LEFT_NAMED_MAX, left.size()))) {
            lines.add("Left alone, because this program did not make it: " + one);
        }
        if (left.size() > LEFT_NAMED_MAX) {
            lines.add(
                    "Left alone, because this program did not make them: " + (left.size() - LEFT_NAMED_MAX) + " more");
        }
        return lines;
    }

    /** Whether a name is one of these forms: what has another is not ours. */
    public static boolean isOurs(String name) {
        return ATTEMPT.matcher(name).matches()
                || PAYLOAD.matcher(name).matches()
                || MARK.matcher(name).matches();
    }
}
