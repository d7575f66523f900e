package dev.siiwad.storage.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What people keep around and inside the directories that this program writes, links included. */
final class ForeignFiles {
    private static final String SOURCE = "source=List-Somali";
    private static final String DAY = "processed/silver/" + SOURCE + "/date_accessed=2026-11-01";

    private static final List<String> FILES = List.of(
            "theirs/thesis.txt",
            "theirs/photos/a.jpg",
            "theirs/run-7-part-0000.jsonl.zst",
            "notes.txt",
            "staging/notes.txt",
            "staging/source=Other/segments/run-1/notes.txt",
            "staging/" + SOURCE + "/notes.txt",
            "staging/" + SOURCE + "/.checkpoint.json.mine",
            "staging/" + SOURCE + "/.lock.mine",
            "staging/" + SOURCE + "/segments/README.txt",
            "staging/" + SOURCE + "/segments/00000001-1.jsonl.zst",
            "staging/" + SOURCE + "/segments/.hidden/attempt-1",
            "staging/" + SOURCE + "/segments/20261101_run.bak/00000001-1.jsonl.zst",
            "staging/" + SOURCE + "/segments/20261101_run/notes.txt",
            "staging/" + SOURCE + "/segments/20261101_run/attempt-1.txt",
            "staging/" + SOURCE + "/segments/20261101_run/photos/a.jpg",
            "staging/" + SOURCE + "/segments/run-8/notes.txt",
            "raw/" + SOURCE + "/notes.txt",
            "processed/notes.txt",
            "processed/silver/notes.txt",
            "processed/silver/" + SOURCE + "/notes.txt",
            "processed/silver/" + SOURCE + "/date_accessed=mine/notes.txt",
            DAY + "/notes.txt",
            DAY + "/20261101_run-part-0000.jsonl.zst.mine",
            DAY + "/.20261101_run.publishing/notes.txt",
            DAY + "/.run-9.publishing/notes.txt",
            DAY + "/.run-9.publishing/photos/run-9-part-0000.jsonl.zst");

    /** Each a link to what is theirs. */
    private static final Map<String, String> LINKS = Map.of(
            "staging/source=Linked",
            "theirs",
            "staging/" + SOURCE + "/album",
            "theirs/photos",
            "staging/" + SOURCE + "/segments/run-7",
            "theirs",
            "staging/" + SOURCE + "/segments/20261101_run/00000009-1.jsonl.zst",
            "theirs/thesis.txt",
            "staging/" + SOURCE + "/segments/20261101_run/album",
            "theirs/photos",
            "processed/silver/" + SOURCE + "/date_accessed=2026-10-31",
            "theirs",
            DAY + "/.run-7.publishing",
            "theirs",
            DAY + "/.run-9.publishing/run-9-part-0000.jsonl.zst",
            "theirs/thesis.txt");

    private final Path data;
    private final SortedMap<String, String> before;

    private ForeignFiles(Path data, SortedMap<String, String> before) {
        this.data = data;
        this.before = before;
    }

    static ForeignFiles plant(Path data) throws IOException {
        for (String file : FILES) {
            Files.createDirectories(data.resolve(file).getParent());
            Files.writeString(data.resolve(file), "precious " + file);
        }
        for (Map.Entry<String, String> link : LINKS.entrySet()) {
            Files.createSymbolicLink(data.resolve(link.getKey()), data.resolve(link.getValue()));
        }
        return new ForeignFiles(data, entries(data));
    }

    /** What was planted and is there no more, or no longer as it was. */
    List<String> missing() throws IOException {
        SortedMap<String, String> now = entries(data);
        return before.entrySet().stream()
                .filter(planted -> !planted.getValue().equals(now.get(planted.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static SortedMap<String, String> entries(Path data) throws IOException {
        SortedMap<String, String> entries = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(data)) {
            for (Path path : paths.toList()) {
                String name = data.relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    entries.put(name, "-> " + Files.readSymbolicLink(path));
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    entries.put(name, new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return entries;
    }
}
