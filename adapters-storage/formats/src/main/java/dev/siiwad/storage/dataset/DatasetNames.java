package dev.siiwad.storage.dataset;

import dev.siiwad.checkpoint.Claim;
import dev.siiwad.digest.Sha256;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.RunId;
import dev.siiwad.storage.silver.PartFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the files that one run publishes, side by side in one directory. */
public record DatasetNames(RunId run) {
    /** As many parts as have a name: 1 PiB of text. */
    public static final int PARTS_MAX = 1_000_000;

    /** As many as have a name of four digits. */
    private static final int FOUR_DIGITS_MAX = 10_000;

    private static final int NONCE_CHARS = 8;
    private static final int KEY_CHARS = 8;

    public static final String RECEIPT_ENDING = "-receipt.json";

    /** A letter says how many digits follow where they are more than four, so that names sort as numbers do. */
    private static final String NUMBER = "(?:[0-9]{4}|a[1-9][0-9]{4}|b[1-9][0-9]{5})";

    private static final String KINDS = "(?:part-" + NUMBER + "\\.(?:parquet|jsonl\\.zst)|rejects-" + NUMBER
            + "\\.ndjson\\.zst|quarantine\\.jsonl|receipt\\.json(?:\\.sig)?)";

    private static final String RECORD_ENDING = ".written";
    private static final String RECORD = "part-" + NUMBER + "\\.[0-9a-f]{8}\\.written";

    private static final Pattern HIDDEN_RECORD = Pattern.compile("\\.[A-Za-z0-9._-]+-" + RECORD);

    private static final Pattern PUBLISHED = Pattern.compile("[A-Za-z0-9._-]+-" + KINDS);
    private static final Pattern RECEIPT = Pattern.compile("(.+)" + RECEIPT_ENDING);
    private static final Pattern PART = Pattern.compile(".+-part-" + NUMBER + "\\.(parquet|jsonl\\.zst)");
    private static final Pattern REJECTS = Pattern.compile(".+-rejects-" + NUMBER + "\\.ndjson\\.zst");
    private static final Pattern OF_A_RUN = Pattern.compile("-(?:" + KINDS + "|" + RECORD + ")");
    /** Earlier builds named neither attempt nor nonce. */
    private static final Pattern UNFINISHED = Pattern.compile("\\.(.+?)(?:\\.([0-9]{1,9})-[0-9a-f]{8})?\\.publishing");

    private static final Pattern REMOVING = Pattern.compile("\\.(.+)\\.removing");

    /** @param number counted from 0 */
    public String part(int number, PartFormat format) {
        return numbered("part", number, format.suffix());
    }

    /**
     * What is kept of a part that was written and is not published yet.
     *
     * @param number counted from 0
     * @param key of what its bytes depend on
     */
    String record(int number, String key) {
        return numbered("part", number, "." + key.substring(0, KEY_CHARS) + RECORD_ENDING);
    }

    /** What a record is called among published files, hidden from whoever looks for datasets. */
    public static String hidden(String record) {
        return "." + record;
    }

    /** The record that is called so among published files; empty if it is not one. */
    public static Optional<String> recordIn(String hidden) {
        return HIDDEN_RECORD.matcher(hidden).matches() ? Optional.of(hidden.substring(1)) : Optional.empty();
    }

    /** Whether a file of this name is such a record. */
    public static boolean isRecord(String name) {
        return name.endsWith(RECORD_ENDING);
    }

    /** The name of the part that a record is of. */
    public String partOf(String record, PartFormat format) {
        return numbered(record) + format.suffix();
    }

    /** What the name of a part and those of its records have in common. */
    public String numbered(String partOrRecord) {
        return partOrRecord.substring(0, partOrRecord.indexOf('.', run.value().length()));
    }

    /** What the names have in common of those parts, 1,000 at most, whose numbers are the same but for the last three digits. */
    public String thousand(String part) {
        String numbered = numbered(part);
        return numbered.substring(0, numbered.length() - 3);
    }

    /**
     * Named like no part, so that whoever looks for parts by a pattern does not find it.
     *
     * @param number counted from 0
     */
    String rejects(int number) {
        return numbered("rejects", number, ".ndjson.zst");
    }

    private String numbered(String kind, int number, String suffix) {
        if (number < 0 || number >= PARTS_MAX) {
            throw new IllegalArgumentException(kind + " " + number + "; at most " + PARTS_MAX + " have a name");
        }
        return String.format(Locale.ROOT, "%s-%s-%s%04d%s", run, kind, letter(number), number, suffix);
    }

    private static String letter(int number) {
        if (number < FOUR_DIGITS_MAX) {
            return "";
        }
        return number < 10 * FOUR_DIGITS_MAX ? "a" : "b";
    }

    public String quarantine() {
        return run + "-quarantine.jsonl";
    }

    public String receipt() {
        return run + RECEIPT_ENDING;
    }

    /** The file with the signature of the receipt, beside it. */
    public String signature() {
        return signatureOf(receipt());
    }

    /** The name, or the path, of the signature of a receipt of this name or path. */
    static String signatureOf(String receipt) {
        return receipt + SigningKey.SIGNATURE_ENDING;
    }

    /** Where an attempt collects its files before they are whole: hidden from whoever looks for datasets, and of no other attempt, not even one of the same number. */
    public String unfinished(Claim claim) {
        String nonce = Sha256.hex(claim.owner().nonce()).substring(0, NONCE_CHARS);
        return "." + run + "." + claim.attempt() + "-" + nonce + ".publishing";
    }

    /** A file of this name, hidden like that directory, says that the run's dataset is being removed. */
    String removing() {
        return "." + run + ".removing";
    }

    /** The names of the run whose dataset a file of this name says is being removed; empty if it does not say so. */
    static Optional<DatasetNames> ofRemoving(String name) {
        return of(REMOVING.matcher(name));
    }

    /** The names of the run whose receipt a file of this name is; empty if it is not a receipt. */
    static Optional<DatasetNames> ofReceipt(String name) {
        return isReceipt(name) ? of(RECEIPT.matcher(name)) : Optional.empty();
    }

    private static Optional<DatasetNames> of(Matcher name) {
        return name.matches() && RunId.isSafe(name.group(1))
                ? Optional.of(new DatasetNames(new RunId(name.group(1))))
                : Optional.empty();
    }

    public static boolean isUnfinished(String name) {
        return ofUnfinished(name).isPresent();
    }

    /** The names of the run that collects its files in a directory of this name; empty if no run does. */
    public static Optional<DatasetNames> ofUnfinished(String name) {
        return of(UNFINISHED.matcher(name));
    }

    /** The attempt that collects its files in a directory of this name; 0 where an earlier build did. */
    public static int attemptAt(String unfinished) {
        Matcher name = UNFINISHED.matcher(unfinished);
        return name.matches() && name.group(2) != null ? Integer.parseInt(name.group(2)) : 0;
    }

    /** Whether a file of this name is part, record of one, rejects, quarantine, receipt or signature of this run. */
    public boolean isOfThisRun(String name) {
        return name.startsWith(run.value())
                && OF_A_RUN.matcher(name.substring(run.value().length())).matches();
    }

    public static boolean isReceipt(String name) {
        return isPublished(name) && name.endsWith(RECEIPT_ENDING);
    }

    public static boolean isSignature(String name) {
        return isPublished(name) && name.endsWith(signatureOf(RECEIPT_ENDING));
    }

    public static boolean isPart(String name) {
        return PART.matcher(name).matches();
    }

    /** Whether a file of this name holds documents that were dropped. */
    public static boolean isRejects(String name) {
        return REJECTS.matcher(name).matches();
    }

    /** Whether a pattern such as {@code *.parquet} finds it. */
    static boolean looksLikeAPart(String name) {
        return name.endsWith(".parquet") || name.endsWith(".jsonl.zst");
    }

    /** Whether a file of this name is part, rejects, quarantine, receipt or signature of any run. */
    public static boolean isPublished(String name) {
        return !name.startsWith(".") && PUBLISHED.matcher(name).matches();
    }
}
