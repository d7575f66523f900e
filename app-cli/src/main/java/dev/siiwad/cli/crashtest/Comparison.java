package dev.siiwad.cli.crashtest;

import dev.siiwad.publish.Receipt;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.dataset.DatasetVerification;
import dev.siiwad.storage.dataset.StoredReceipt;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether a run that was killed has published what an uninterrupted one has: parts, rejects and quarantine byte for byte, the counts of the receipt, and its
 * ranges without a gap.
 *
 * @param notOurs why the two cannot be compared, where that is nobody's fault here
 * @param findings what differs, in words, the first difference first
 * @param different how many files differ
 * @param lost documents that only the uninterrupted run has: of those kept by their ids, of all that were read by their number
 * @param doubled documents that only the killed run has, or has more often, in the same way
 */
public record Comparison(Optional<String> notOurs, List<String> findings, int different, long lost, long doubled) {
    private static final int CHARS_MAX = 200;

    public Comparison {
        findings = List.copyOf(findings);
    }

    /** @throws IOException if what is published cannot be read */
    public static Comparison of(Published reference, Published tested) throws IOException {
        Optional<String> notOurs = notOurs(reference, tested);
        if (notOurs.isPresent()) {
            return new Comparison(notOurs, List.of(), 0, 0, 0);
        }
        List<String> findings = new ArrayList<>();
        int different = 0;
        for (String name : names(reference, tested)) {
            Optional<String> difference = difference(name, reference, tested);
            different += difference.isPresent() ? 1 : 0;
            difference.ifPresent(findings::add);
        }
        int before = findings.size();
        compareReceipts(reference.receipt(), tested.receipt(), findings);
        findings.addAll(new DatasetVerification().verify(tested.directory()).findings());
        different += findings.size() > before ? 1 : 0;
        if (different == 0) {
            return new Comparison(Optional.empty(), List.of(), 0, 0, 0);
        }
        Ids expected = Ids.ofAll(reference.files().values());
        Ids found = Ids.ofAll(tested.files().values());
        long fewer = reference.receipt().read() - tested.receipt().read();
        return new Comparison(
                Optional.empty(),
                findings,
                different,
                Math.max(fewer, expected.missingIn(found)),
                Math.max(-fewer, found.missingIn(expected)));
    }

    public boolean same() {
        return notOurs.isEmpty() && findings.isEmpty();
    }

    private static Optional<String> notOurs(Published reference, Published tested) {
        String pinned = reference.receipt().snapshot();
        String pinnedNow = tested.receipt().snapshot();
        if (!pinned.equals(pinnedNow)) {
            return Optional.of("The source changed between the two runs: the reference run read snapshot " + pinned
                    + ", the tested one " + pinnedNow + ". Neither run is at fault. Run the test again, or pin what"
                    + " is read where the source has an option for it (--revision, --date, --dump, --files)");
        }
        String day = reference.directory().getFileName().toString();
        String dayNow = tested.directory().getFileName().toString();
        return day.equals(dayNow)
                ? Optional.empty()
                : Optional.of("The day changed between the two runs: the reference run published under " + day
                        + ", the tested one under " + dayNow + ". Neither run is at fault. Run the test again,"
                        + " without --run-id or with one that begins with a date, such as 20261101_mine");
    }

    private static TreeSet<String> names(Published reference, Published tested) {
        TreeSet<String> names = new TreeSet<>(reference.files().keySet());
        names.addAll(tested.files().keySet());
        return names;
    }

    private static Optional<String> difference(String name, Published reference, Published tested) throws IOException {
        if (!reference.files().containsKey(name) || !tested.files().containsKey(name)) {
            String who = reference.files().containsKey(name) ? "reference" : "tested";
            return Optional.of(name + ": only the " + who + " run published it");
        }
        Path expected = reference.files().get(name);
        Path found = tested.files().get(name);
        long bytesAlike = Files.mismatch(expected, found);
        if (bytesAlike < 0) {
            return Optional.empty();
        }
        return Optional.of(name + ": "
                + (Ids.areIn(expected)
                        ? inPart(reference.receipt(), expected, found, bytesAlike)
                        : DatasetNames.isRejects(name)
                                ? "the documents that were dropped differ"
                                : inQuarantine(expected, found)));
    }

    private static String inPart(StoredReceipt receipt, Path expected, Path found, long bytesAlike) throws IOException {
        Ids ids;
        Ids others;
        try {
            ids = Ids.of(expected);
            others = Ids.of(found);
        } catch (IOException unreadable) {
            return "byte " + bytesAlike + " differs, and " + unreadable.getMessage();
        }
        int place = ids.mismatch(others);
        if (place < 0) {
            return "has the same " + ids.count() + " documents in the same order, but byte " + bytesAlike
                    + " differs, of " + Files.size(expected) + " in the reference run and " + Files.size(found)
                    + " in the tested one";
        }
        return "document " + (place + 1) + " of it" + offset(receipt, expected, place) + " is " + ids.at(place)
                + " in the reference run, " + others.at(place) + " in the tested one";
    }

    /** Where every document that was read was kept, its place tells its offset. */
    private static String offset(StoredReceipt receipt, Path part, int place) {
        if (receipt.kept() != receipt.read()) {
            return "";
        }
        long before = receipt.files().stream()
                .filter(file -> file.name().compareTo(part.getFileName().toString()) < 0)
                .mapToLong(Receipt.PublishedFile::documents)
                .sum();
        return " (offset " + (receipt.firstIndex() + before + place) + ")";
    }

    private static String inQuarantine(Path expected, Path found) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(expected);
                BufferedReader others = Files.newBufferedReader(found)) {
            for (long number = 1; ; number++) {
                Optional<String> line = Optional.ofNullable(lines.readLine());
                Optional<String> other = Optional.ofNullable(others.readLine());
                if (line.isEmpty() || !line.equals(other)) {
                    return "line " + number + " is " + shown(line) + " in the reference run, " + shown(other)
                            + " in the tested one";
                }
            }
        }
    }

    private static String shown(Optional<String> line) {
        return line.map(text -> text.substring(0, Math.min(CHARS_MAX, text.length())))
                .orElse("missing");
    }

    private static void compareReceipts(StoredReceipt reference, StoredReceipt tested, List<String> findings) {
        Map<String, Object> expected = facts(reference);
        facts(tested).forEach((member, found) -> {
            if (!found.equals(expected.get(member))) {
                findings.add("The receipt has " + member + " " + expected.get(member) + " in the reference run, "
                        + found + " in the tested one");
            }
        });
    }

    private static Map<String, Object> facts(StoredReceipt receipt) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("run_id", receipt.runId());
        facts.put("source", receipt.source());
        facts.put("settings", receipt.settings());
        facts.put("program_version", receipt.programVersion());
        facts.put("first_index", receipt.firstIndex());
        facts.put("last_index", receipt.lastIndex());
        facts.put("read", receipt.read());
        facts.put("kept", receipt.kept());
        facts.put("dropped", receipt.dropped());
        facts.put("quarantined", receipt.quarantined());
        return facts;
    }
}
