package dev.siiwad.source.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.paging.IncompleteListException;
import dev.siiwad.source.Availability;
import dev.siiwad.source.Collected;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Helps;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.Packed;
import dev.siiwad.source.rows.Samples;
import dev.siiwad.source.rows.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceSourceTest {
    @TempDir
    private Path directory;

    private Path cache;
    private FakeHub hub;
    private String sha;

    @BeforeEach
    void start() throws IOException {
        cache = directory.resolve("raw");
        hub = new FakeHub();
        sha = hub.commit(threeShards());
    }

    @AfterEach
    void stop() {
        assertThat(hub.requests).doesNotContain("THE TOKEN HAS LEAKED");
        hub.close();
    }

    @Test
    void pinsTheCommitAndTheFilesOfTheSplit() throws Exception {
        Snapshot snapshot = source(false).snapshot();

        assertThat(snapshot.id()).isEqualTo("org/name@" + sha);
        assertThat(ShardList.fromJson(snapshot).stream().map(Shard::path))
                .containsExactly("data/so-1.json.gz", "data/so-2.json.gz", "data/so-10.json.gz");
        assertThat(ShardList.fromJson(snapshot))
                .allMatch(shard -> shard.checksum().isPresent());
        assertThat(snapshot.payload().orElseThrow()).doesNotContain("localhost").doesNotContain(FakeHub.TOKEN);
        assertThat(hub.asked("GET /api/datasets/org/name/tree/" + sha + "/data?recursive=true"))
                .as("pages of two files, each asked for twice")
                .isEqualTo(4);
        assertThat(hub.requests.get(0)).isEqualTo("GET /api/datasets/org/name/revision/main?expand=sha");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<%s>; rel=next", "<%s> ; type=\"application/json\"; REL=\"Next\""})
    void listsTheFilesOfAllPagesHoweverTheLinkToTheNextIsWritten(String link) throws Exception {
        hub.link = link;

        assertThat(ShardList.fromJson(source(false).snapshot())).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s; rel=\"next\"", "<%s|>; rel=\"next\"", "<%s; rel=next", "<>; rel=next"})
    void refusesAListOfFilesWhoseNextPageCannotBeAskedFor(String link) {
        hub.link = link;

        assertThatThrownBy(() -> source(false).snapshot())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "/api/datasets/org/name/tree/" + sha + "/data?recursive=true&expand=false: the header \"Link: ")
                .hasMessageContaining("rel=next and has no address that can be asked for");
    }

    @Test
    void refusesANextPageThatWouldBeTheFirstAgain() {
        hub.link = "</api/datasets/org/name/tree>; rel=\"next\"";

        assertThatThrownBy(() -> source(false).snapshot())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/api/datasets/org/name/tree as the next page of the list of files");
    }

    @Test
    void refusesANextPageThatWasReadBefore() {
        hub.link = "</api?recursive=true&expand=false>; rel=\"next\"";

        assertThatThrownBy(() -> source(false).snapshot())
                .isInstanceOf(IncompleteListException.class)
                .hasMessageStartingWith(
                        "org/name: the list of files: page 1 leads to \"?recursive=true&expand=false\" as"
                                + " the next one, which was page 1");
    }

    @Test
    void makesDocumentsOfRows() throws Exception {
        List<Document> documents = documents(source(false));

        Document first = documents.get(0);
        assertThat(first.id()).isEqualTo("data/so-1.json.gz:1");
        assertThat(first.title()).isEmpty();
        assertThat(first.text()).isEqualTo("Qoraal a 0 é");
        assertThat(first.url()).isEqualTo("https://a.example/0");
        assertThat(first.metadata())
                .isEqualTo(Map.of("timestamp", "2019-02-18T11:22:33Z", "date_published", "2019-02-18"));
        assertThat(documents).extracting(Document::text).contains("Qoraal b 0 é", "Qoraal c 0 é");
    }

    @Test
    void doesNotAskToSaveForShardsThatAreSoonFetchedAndReadAgain() throws Exception {
        HuggingFaceSource source = source(true);

        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            Reading reading = new Reading.Save("");
            for (int n = 0; !(reading instanceof Reading.End); n++) {
                reading = step(reader);
                assertThat(reading).as("step %s", n).isNotInstanceOf(Reading.Save.class);
            }
        }
        assertThat(hub.asked("cdn GET")).isEqualTo(3);
    }

    @Test
    void removesAShardOnceItsDocumentsAreCommitted() throws Exception {
        HuggingFaceSource source = source(false);
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            readTo(reader, "data/so-2.json.gz:1");
            assertThat(cached()).contains("so-1.json.gz");
            assertThat(reader.position().token()).startsWith("data/so-2.json.gz ");
            next(reader);
            assertThat(cached()).contains("so-1.json.gz");

            reader.committed(reader.position());
            next(reader);

            assertThat(cached()).doesNotContain("so-1.json.gz").contains("so-2.json.gz");
            readToEnd(reader);
            reader.committed(reader.position());
        }
        assertThat(cached()).isEmpty();
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void keepsShardsIfAsked() throws Exception {
        documents(source(true));

        assertThat(cached()).containsExactly("so-1.json.gz", "so-10.json.gz", "so-2.json.gz");
        assertThat(hub.asked("cdn GET")).isEqualTo(3);
    }

    @Test
    void anInterruptedThreadDistrustsNothing() throws Exception {
        HuggingFaceSource source = source(true);
        Snapshot snapshot = source.snapshot();
        documents(source);
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(reader::read).isInstanceOf(IOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(cached()).containsExactly("so-1.json.gz", "so-10.json.gz", "so-2.json.gz");
    }

    @Test
    void bringsAgainWhatHasVanished() throws Exception {
        HuggingFaceSource source = source(false);
        Snapshot snapshot = source.snapshot();
        List<String> all = texts(documents(source));
        Position middle;
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            readTo(reader, "data/so-2.json.gz:5");
            middle = reader.position();
        }
        deleteCache();

        try (DocumentReader reader = source.open(snapshot, middle)) {
            List<String> rest = texts(readToEnd(reader));
            assertThat(rest).isEqualTo(all.subList(all.size() - rest.size(), all.size()));
            assertThat(rest.get(0)).isEqualTo("Qoraal b 5 é");
        }
    }

    @Test
    void sweepsWhatEarlierAttemptsLeft() throws Exception {
        HuggingFaceSource source = source(false);
        Snapshot snapshot = source.snapshot();
        Path read = cache.resolve(sha).resolve("data/so-1.json.gz");
        Path otherCommit = cache.resolve("0".repeat(40)).resolve("0123456789abcdef-so-1.json.gz");
        Path foreign = cache.resolve("notes.txt");
        for (Path file : List.of(read, otherCommit, foreign)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "old");
        }

        source.open(snapshot, new Position("data/so-2.json.gz line=0")).close();

        assertThat(read).doesNotExist();
        assertThat(cache.resolve("0".repeat(40))).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void sweepsNothingThatItDoesNotKnow() throws Exception {
        HuggingFaceSource source = source(false);
        Snapshot snapshot = source.snapshot();
        Path elsewhere = Files.createDirectories(cache.resolve("elsewhere"));
        Path commit = cache.resolve("0".repeat(40));
        List<Path> foreign = List.of(
                commit.resolve("notes.txt"),
                commit.resolve("data/so-1.json.gz"),
                commit.resolve("photos/0123456789abcdef-a.jpg"),
                elsewhere.resolve("0123456789abcdef-thesis.txt"));
        for (Path file : foreign) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "mine");
        }
        Path link = Files.createSymbolicLink(cache.resolve("1".repeat(40)), elsewhere);
        Path linkInside = Files.createSymbolicLink(commit.resolve("0123456789abcdef-link"), foreign.get(3));
        Path own = Files.writeString(commit.resolve("0123456789abcdef-so-1.json.gz"), "old");

        source.open(snapshot, new Position("data/so-2.json.gz line=0")).close();

        assertThat(own).doesNotExist();
        assertThat(foreign).allSatisfy(file -> assertThat(file).hasContent("mine"));
        assertThat(List.of(link, linkInside)).allMatch(Files::isSymbolicLink);
    }

    @Test
    void goesOnWhereADownloadBroke() throws Exception {
        hub.cutNext(3);

        assertThat(documents(source(false))).hasSameSizeAs(documents(source(true)));
        assertThat(hub.asked("cdn GET")).isEqualTo(3 + 3);
    }

    @Test
    void fetchesTheNextShardWhileOneIsReadAndStopsThatWhenClosed() throws Exception {
        hub.once.put(
                "cdn GET /" + sha + "/data/so-2.json.gz",
                new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
        HuggingFaceSource source = source(false);

        DocumentReader reader = source.open(source.snapshot(), Position.START);
        readTo(reader, "data/so-1.json.gz:20");
        hub.await("cdn GET /" + sha + "/data/so-2.json.gz");
        reader.close();

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(Thread::isAlive)
                .extracting(Thread::getName)
                .doesNotContain("fetch-ahead");
    }

    @Test
    void fetchesACachedFileAgainThatCannotBeRead() throws Exception {
        HuggingFaceSource source = source(false);
        Snapshot snapshot = source.snapshot();
        var whole = documents(source);
        Shard shard = ShardList.fromJson(snapshot).get(0);
        Path file = cache.resolve(sha).resolve(shard.path());
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[(int) shard.bytes()]);

        assertThat(documents(source)).isEqualTo(whole).isNotEmpty();
    }

    @Test
    void readsOnlyPartsOfParquetFiles() throws Exception {
        hub.commit(Map.of("data/train-00000-of-00001.parquet", Samples.parquet("a", 25)));
        HubDataset dataset = HubDataset.custom(
                FakeHub.REPO, Optional.empty(), "train", Fields.ofText("text"), "so", HubDataset.LICENSE_UNKNOWN);
        HuggingFaceSource source = hub.source(dataset, cache, false);

        List<Document> documents = documents(source);

        assertThat(documents).hasSize(22);
        assertThat(documents.get(0).id()).isEqualTo("data/train-00000-of-00001.parquet group=0 row=0");
        assertThat(cache).doesNotExist();
    }

    @Test
    void namesTheColumnsWhereTheTextIsMissing() throws Exception {
        hub.commit(Map.of("train.parquet", Samples.parquet("a", 5)));
        HubDataset dataset = HubDataset.custom(
                FakeHub.REPO, Optional.empty(), "train", Fields.ofText("content"), "so", HubDataset.LICENSE_UNKNOWN);

        assertThatThrownBy(() -> documents(hub.source(dataset, cache, false)))
                .isInstanceOf(IOException.class)
                .hasMessage("[train.parquet] has no column \"content\"")
                .satisfies(Helps.by(new Remedy.Choose("text_field", List.of("text", "url"))));
    }

    @Test
    void saysWhetherThePinnedCommitIsStillThere() throws Exception {
        HuggingFaceSource source = source(false);
        Snapshot snapshot = source.snapshot();
        hub.requests.clear();

        assertThat(source.availability(snapshot)).isEqualTo(new Availability.Available(Optional.empty()));
        assertThat(hub.requests).hasSize(1);

        String newer = hub.commit(threeShards());
        assertThat(source.availability(snapshot))
                .isEqualTo(new Availability.Available(Optional.of("org/name@" + newer)));

        hub.forget(sha);
        assertThat(source.availability(snapshot)).isEqualTo(new Availability.Gone("org/name@" + newer));
    }

    @Test
    void staysOnThePinnedCommit() throws Exception {
        HuggingFaceSource source = source(false);
        Snapshot snapshot = source.snapshot();
        hub.commit(Map.of("README.md", threeShards().get("README.md"), "data/so-1.json.gz", new byte[0]));

        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            assertThat(texts(readToEnd(reader))).contains("Qoraal c 0 é");
        }
    }

    @Test
    void findsThePinnedCommitAgainThoughThereIsANewerOne() throws Exception {
        HuggingFaceSource source = source(false);
        Snapshot pinned = source.snapshot();
        hub.commit(Map.of("README.md", threeShards().get("README.md"), "data/so-1.json.gz", new byte[0]));
        assertThat(source.snapshot()).isNotEqualTo(pinned);
        assertThat(source.again(pinned.id(), Collected.NOTHING)).contains(pinned);
        hub.forget(sha);
        assertThat(source.again(pinned.id(), Collected.NOTHING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | GatedRepo | dataset org/name is gated: accept its terms at https://huggingface.co/datasets/org/name",
                "401 | RepoNotFound | there is no dataset org/name, or it is private and HF_TOKEN does not give access to it",
                "404 | RepoNotFound | there is no dataset org/name, or it is private",
                "401 | '' | there is no dataset org/name, or it is private",
                "404 | RevisionNotFound | dataset org/name has no revision main",
                "403 | '' | dataset org/name may not be read with this HF_TOKEN"
            })
    void tellsRefusalsApart(int status, String code, String message) {
        hub.once.put("GET /api/datasets/org/name/revision", FakeHub.error(status, code));

        assertThatThrownBy(() -> source(false).snapshot())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining("status " + status);
    }

    @Test
    void saysThatATokenMayBeMissing() {
        HuggingFaceSource withoutToken = hub.source(HubDataset.mc4("so"), Optional.empty(), cache, false);
        hub.once.put("GET /api/datasets/allenai/c4/revision", FakeHub.error(401, ""));

        assertThatThrownBy(withoutToken::snapshot)
                .hasMessageStartingWith("there is no dataset allenai/c4, or it is private and HF_TOKEN is not set");

        hub.once.put("GET /api/datasets/allenai/c4/revision", FakeHub.error(401, "GatedRepo"));
        assertThatThrownBy(withoutToken::snapshot)
                .hasMessageStartingWith("dataset allenai/c4 is gated: accept its terms at"
                        + " https://huggingface.co/datasets/allenai/c4, then set HF_TOKEN");
    }

    /** As CloudFront and S3 refuse an address whose time is over, or whose signature they do not accept. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | Request has expired",
                "403 | AccessDenied",
                "400 | InvalidArgument",
                "401 | Missing Key-Pair-Id query parameter",
                "404 | NoSuchKey"
            })
    void asksTheHubForAnotherAddressWhereTheOtherHostRefuses(int status, String code) throws Exception {
        for (int n : new int[] {1, 2, 10}) {
            hub.once.put("cdn GET /" + sha + "/data/so-" + n + ".json.gz", refused(status, code));
        }
        long all = documents(source(true)).size();

        assertThat(all).isEqualTo(documents(source(false)).size());
        assertThat(hub.asked("GET /datasets/org/name/resolve/" + sha + "/data/so-1.json.gz"))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void asksTheHubForAnotherAddressBetweenTwoPiecesOfAFile() throws Exception {
        hub.commit(Map.of("train.parquet", Samples.parquet("a", 25)));
        HubDataset dataset = HubDataset.custom(
                FakeHub.REPO, Optional.empty(), "train", Fields.ofText("text"), "so", HubDataset.LICENSE_UNKNOWN);
        hub.once.put("cdn GET", refused(403, "Request has expired"));

        assertThat(documents(hub.source(dataset, cache, false))).hasSize(22);
    }

    @Test
    void asksAgainWhereAnotherFileComes() throws Exception {
        hub.once.put(
                "cdn GET", new MockResponse.Builder().body("<html>busy</html>").build());

        assertThat(documents(source(false))).hasSize(documents(source(true)).size());
    }

    @Test
    void oneWrongAnswerPinsNothing() throws Exception {
        HuggingFaceSource source = source(false);
        Snapshot right = source.snapshot();
        String api = "GET /api/datasets/org/name/";
        Map<String, String> lies = Map.of(
                api + "revision/main", "{\"sha\":\"" + "a".repeat(40) + "\"}",
                api + "tree/" + sha, "[]",
                "GET /datasets/org/name/resolve/" + sha + "/README.md", "Be back soon");
        for (Map.Entry<String, String> lie : lies.entrySet()) {
            hub.once.put(
                    lie.getKey(),
                    new MockResponse.Builder().body(lie.getValue()).build());
            assertThat(source.snapshot()).as(lie.getKey()).isEqualTo(right);
            assertThat(hub.once).isEmpty();
        }
    }

    @Test
    void endsWithADecisionWhereThePinnedCommitIsGone() throws Exception {
        HuggingFaceSource source = source(false);
        Snapshot snapshot = source.snapshot();
        hub.forget(sha);

        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            assertThatThrownBy(reader::read)
                    .isInstanceOf(SourceException.class)
                    .hasMessageStartingWith("dataset org/name has no revision " + sha)
                    .satisfies(Helps.by(new Remedy.StartOver(false)));
        }
    }

    private static MockResponse refused(int status, String code) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Content-Type", "application/xml")
                .body("<?xml version=\"1.0\"?><Error><Code>" + code + "</Code></Error>")
                .build();
    }

    @Test
    void waitsOutARateLimitAndGoesOn() throws Exception {
        hub.once.put(
                "GET /api/datasets/org/name/tree",
                new MockResponse.Builder()
                        .code(429)
                        .addHeader("RateLimit", "\"api\";r=0;t=120")
                        .build());

        assertThat(source(false).snapshot().id()).isEqualTo("org/name@" + sha);
    }

    @Test
    void readsADatasetWithoutACard() throws Exception {
        hub.commit(Map.of("train.jsonl", Samples.lines("x", 2), "test.jsonl", Samples.lines("y", 2)));
        HubDataset dataset = HubDataset.custom(
                FakeHub.REPO, Optional.empty(), "test", Fields.ofText("text"), "so", HubDataset.LICENSE_UNKNOWN);

        assertThat(texts(documents(hub.source(dataset, cache, false)))).containsExactly("Qoraal y 0 é", "Qoraal y 1 é");
    }

    @Test
    void readsTheFilesThatTheSettingsOfTheRepositoryName() throws Exception {
        hub.commit(Map.of(
                ".huggingface.yaml", "configs: [{data_files: {test: b.jsonl}}]".getBytes(UTF_8),
                "README.md", "---\nconfigs:\n- data_files: {test: a.jsonl}\n---\n".getBytes(UTF_8),
                "a.jsonl", Samples.lines("x", 2),
                "b.jsonl", Samples.lines("y", 2)));
        HubDataset dataset = HubDataset.custom(
                FakeHub.REPO, Optional.empty(), "test", Fields.ofText("text"), "so", HubDataset.LICENSE_UNKNOWN);

        assertThat(texts(documents(hub.source(dataset, cache, false)))).containsExactly("Qoraal y 0 é", "Qoraal y 1 é");
    }

    @Test
    void readsTheCardWhereAMirrorDoesNotSayWhatIsNotThere() throws Exception {
        hub.always.put(
                "GET /datasets/org/name/resolve/" + sha + "/.huggingface.yaml",
                new MockResponse.Builder().code(404).build());

        assertThat(source(false).snapshot().id()).endsWith(sha);
    }

    @Test
    void writesLineBreaksThatADatasetEscapes() throws Exception {
        hub.commit(Map.of("train.jsonl", "{\"text\":\"kow\\\\nlaba\"}\n".getBytes(UTF_8)));
        HubDataset escaped = new HubDataset(
                new SourceId("x"),
                FakeHub.REPO,
                Optional.empty(),
                "train",
                "main",
                List.of(),
                Optional.empty(),
                Fields.ofText("text"),
                true,
                "so",
                "unknown");

        assertThat(texts(documents(hub.source(escaped, cache, false)))).containsExactly("kow\nlaba");
    }

    @Test
    void refusesPositionsAndSnapshotsOfOtherDatasets() throws Exception {
        HuggingFaceSource source = source(false);
        Snapshot snapshot = source.snapshot();

        for (String token :
                List.of("data/other.json.gz line=3", "data/so-1.json.gz group=1 row=2", "data/so-1.json.gz")) {
            assertThatThrownBy(() -> source.open(snapshot, new Position(token)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("position \"" + token + "\" does not belong to this snapshot: ");
        }
        assertThatThrownBy(() -> source.availability(Snapshot.of("other/name@" + sha)))
                .hasMessageContaining("snapshot is other/name@" + sha + "; expected org/name@ and a commit");
        assertThatThrownBy(() -> source.open(Snapshot.of("org/name@" + sha), Position.START))
                .hasMessageContaining("the list of its files is missing");
    }

    @Test
    void refusesFileNamesThatLeadOutOfTheCache() {
        hub.once.put(
                "GET /api/datasets/org/name/tree",
                new MockResponse.Builder()
                        .body("[{\"type\":\"file\",\"path\":\"data/../../so-1.jsonl\",\"size\":1,\"oid\":\""
                                + "0".repeat(40) + "\"}]")
                        .build());

        assertThatThrownBy(() -> source(false).snapshot())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file path is \"data/../../so-1.jsonl\"");
    }

    @Test
    void namesItselfAndItsSettings() {
        HubDataset mc4 = HubDataset.mc4("so");
        HubDataset custom = HubDataset.custom(
                "org/na me".replace(" ", "-"), Optional.of("a/b"), "train", Fields.ofText("body"), "so", "unknown");

        assertThat(mc4.id()).isEqualTo(new SourceId("HuggingFace-Somali_c4-so"));
        assertThat(mc4.repo()).isEqualTo("allenai/c4");
        assertThat(mc4.info())
                .isEqualTo(new SourceInfo("HuggingFace-Somali_c4-so", "web", "so", "ODC-BY-1.0", "web", "web"));
        assertThat(mc4.settings().values())
                .containsEntry("config", "so")
                .containsEntry("text_field", "text")
                .containsEntry("revision", "main");
        assertThat(custom.id()).isEqualTo(new SourceId("HuggingFace-org.na-me_a-b"));
        assertThat(HubDataset.custom("squad", Optional.empty(), "train", Fields.ofText("t"), "en", "x")
                        .id())
                .isEqualTo(new SourceId("HuggingFace-squad_default"));
        assertThatThrownBy(() -> HubDataset.custom("a/b/c", Optional.empty(), "train", Fields.C4, "so", "x"))
                .hasMessage("dataset is \"a/b/c\"; expected a form like allenai/c4");
    }

    private static Map<String, byte[]> threeShards() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        files.put(
                "README.md",
                "---\nconfigs:\n- config_name: so\n  data_files:\n  - split: train\n    path: data/so-*.json.gz\n---\n"
                        .getBytes(UTF_8));
        files.put("data/so-1.json.gz", Packed.gzip(Samples.lines("a", 30), 1 << 20));
        files.put("data/so-2.json.gz", Packed.gzip(Samples.lines("b", 30), 1 << 20));
        files.put("data/so-10.json.gz", Packed.gzip(Samples.lines("c", 30), 200));
        return files;
    }

    private HuggingFaceSource source(boolean keepRaw) {
        HubDataset dataset = HubDataset.custom(FakeHub.REPO, Optional.of("so"), "train", Fields.C4, "so", "CC0-1.0");
        return hub.source(dataset, cache, keepRaw);
    }

    private static List<Document> documents(HuggingFaceSource source) throws IOException {
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            return readToEnd(reader);
        }
    }

    private static List<Document> readToEnd(DocumentReader reader) throws IOException {
        List<Document> documents = new ArrayList<>();
        for (Optional<Document> next = next(reader); next.isPresent(); next = next(reader)) {
            documents.add(next.get());
        }
        return documents;
    }

    private static void readTo(DocumentReader reader, String id) throws IOException {
        Optional<Document> next = next(reader);
        while (!next.orElseThrow().id().equals(id)) {
            next = next(reader);
        }
    }

    private static Reading step(DocumentReader reader) throws IOException {
        while (true) {
            try {
                return reader.read();
            } catch (MalformedDocumentException passedOver) {
                // and on
            }
        }
    }

    private static Optional<Document> next(DocumentReader reader) throws IOException {
        while (true) {
            try {
                Reading reading = reader.read();
                if (reading instanceof Reading.Read read) {
                    return Optional.of(read.document());
                }
                if (reading instanceof Reading.End) {
                    return Optional.empty();
                }
            } catch (MalformedDocumentException passedOver) {
                assertThat(passedOver.documentId()).isNotBlank();
            }
        }
    }

    private static List<String> texts(List<Document> documents) {
        return documents.stream().map(Document::text).toList();
    }

    private List<String> cached() throws IOException {
        if (!Files.exists(cache.resolve(sha))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(cache.resolve(sha))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.contains(".part") && !name.endsWith(".blocks"))
                    .map(name -> name.replaceFirst("^[0-9a-f]{16}-", ""))
                    .sorted()
                    .toList();
        }
    }

    private void deleteCache() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
