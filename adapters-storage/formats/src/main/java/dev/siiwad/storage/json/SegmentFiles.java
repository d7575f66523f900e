package dev.siiwad.storage.json;

import dev.siiwad.digest.Sha256;
import dev.siiwad.segment.SegmentName;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of what is kept of one run, side by side in one directory. Public for every segment store.
 *
 * <pre>
 * 00000042-1.jsonl.zst              segment 42, written by attempt 1
 * 00000042-1.jsonl.zst.tmp          the same segment written again, because it was damaged; about to be put in its place
 * attempt-3                         empty: attempt 3 was there
 * snapshot-5f2b9c0d11aa34e7.txt     the payload of the snapshot whose id has this digest
 * </pre>
 */
public final class SegmentFiles {
    private static final String SEGMENT_ENDING = ".jsonl.zst";
    private static final int DIGEST_CHARS = 16;
    private static final Pattern ATTEMPT =
            Pattern.compile("(?:\\d{8,18}-(\\d{1,9})\\.jsonl\\.zst(?:\\.tmp)?|attempt-(\\d{1,9}))");
    private static final Pattern PAYLOAD = Pattern.compile("snapshot-[0-9a-f]{16}\\.txt(\\.tmp)?");

    private SegmentFiles() {}

    public static String segment(SegmentName name) {
        return name + SEGMENT_ENDING;
    }

    /** While it is written again. */
    public static String repair(SegmentName name) {
        return segment(name) + ".tmp";
    }

    public static String attempt(int attempt) {
        return "attempt-" + attempt;
    }

    public static String payload(String snapshotId) {
        return "snapshot-" + Sha256.hex(snapshotId).substring(0, DIGEST_CHARS) + ".txt";
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

    /** Whether a name is one of these forms: what has another is not ours. */
    public static boolean isOurs(String name) {
        return ATTEMPT.matcher(name).matches() || PAYLOAD.matcher(name).matches();
    }
}
