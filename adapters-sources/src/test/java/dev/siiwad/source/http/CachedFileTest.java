package dev.siiwad.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.proved.DamagedBlockException;
import dev.siiwad.source.proved.ProvedFile;
import dev.siiwad.source.proved.SuspectFileException;
import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedFileTest {
    private static final int MIB = 1 << 20;
    private static final String NAME = "data/A.jsonl";

    private final MockWebServer server = new MockWebServer();
    private final Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), new FakeTiming());
    private final Download download = new Download(http);
    private final byte[] content = bytes(2 * MIB + 1000);
    private final Expected withChecksum = Expected.of(content.length, Checksum.sha256(Sha256.hex(content)));
    private final Expected lengthAlone = new Expected(OptionalLong.of(content.length), Optional.empty());

    @TempDir
    private Path directory;

    @BeforeEach
    void start() throws IOException {
        server.setServerSocketFactory(new PromptSockets());
        server.setDispatcher(new RangeServer(content, "\"v1\"", 0));
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @Test
    void nothingIsWrittenOrRemovedThroughALink() throws IOException {
        Path foreign = directory.resolveSibling(directory.getFileName() + "-thesis.txt");
        String name = new CachedFile(directory, NAME, lengthAlone)
                .path()
                .getFileName()
                .toString();
        for (String ending : List.of("", ".part", ".part.etag", ".part.blocks", ".blocks")) {
            Files.writeString(foreign, "mine");
            Path link = Files.createSymbolicLink(directory.resolve(name + ending), foreign);
            CachedFile file = new CachedFile(directory, NAME, lengthAlone);
            assertThatThrownBy(() -> file.fetch(download, request(), false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(ending + ": is a link");
            file.remove();
            assertThat(link).isSymbolicLink();
            assertThat(foreign).hasContent("mine");
            Files.delete(link);
            file.removeAll();
        }
        Files.delete(foreign);
        fetched(lengthAlone, false);
    }

    @Test
    void isDownloadedAndProvedOnce() throws IOException {
        for (Expected expected : List.of(withChecksum, lengthAlone)) {
            fetched(expected, false);
            fetched(expected, true);
        }
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void hasItsDigestsBesideIt() throws IOException {
        CachedFile file = fetched(withChecksum, false);

        Path digests = digests(file);
        List<String> lines = Files.readAllLines(digests);
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).matches("siiwad-blocks/1 bytes=2098152 of=[0-9a-f]{64}");
        assertThat(lines.get(1)).isEqualTo(Sha256.hex(Arrays.copyOf(content, MIB)));
        assertThat(lines.get(3)).isEqualTo(Sha256.hex(Arrays.copyOfRange(content, 2 * MIB, content.length)));
        assertThat(lines.get(4)).startsWith("sha256:");
    }

    @Test
    void givesNoByteOfABlockThatHasChanged() throws IOException {
        for (int at : List.of(0, MIB - 1, MIB, 2 * MIB, content.length - 1)) {
            CachedFile file = fetched(withChecksum, false);
            flip(file.path(), at);
            try (ProvedFile open = fetched(withChecksum, true).open("a")) {
                long block = at / MIB;
                assertThatThrownBy(() -> open.read(block * MIB, 1))
                        .isInstanceOf(DamagedBlockException.class)
                        .hasMessageStartingWith(
                                "[a] has changed on the disk since it was proved: its bytes " + block * MIB + " to ");
                byte[] other = open.read((block + 1) % 3 * MIB, 1);
                assertThat(other[0]).isEqualTo(content[(int) ((block + 1) % 3 * MIB)]);
            }
            file.remove();
        }
    }

    @Test
    void noticesBlocksInEachOthersPlaceAndAFileThatIsCutWhileItIsOpen() throws IOException {
        CachedFile file = fetched(withChecksum, false);
        byte[] swapped = content.clone();
        System.arraycopy(content, 0, swapped, MIB, MIB);
        System.arraycopy(content, MIB, swapped, 0, MIB);
        Files.write(file.path(), swapped);
        try (ProvedFile open = fetched(withChecksum, true).open("a")) {
            assertThatThrownBy(() -> open.read(MIB, 1)).isInstanceOf(DamagedBlockException.class);
            Files.write(file.path(), Arrays.copyOf(content, MIB + 10));
            assertThatThrownBy(() -> open.read(MIB, 1)).isInstanceOf(DamagedBlockException.class);
        }
    }

    @Test
    void isProvedWholeWhereItsDigestsAreGoneOrDamaged() throws IOException {
        CachedFile file = fetched(withChecksum, false);
        byte[] kept = Files.readAllBytes(digests(file));
        for (int at = 0; at < kept.length; at += 37) {
            byte[] damaged = kept.clone();
            damaged[at] ^= 4;
            Files.write(digests(file), damaged);
            fetched(withChecksum, true);
            assertThat(Files.readAllBytes(digests(file))).isEqualTo(kept);
        }
        Files.delete(digests(file));
        fetched(withChecksum, true);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void isDownloadedAgainWhereItCannotBeProved() throws IOException {
        for (Expected expected : List.of(withChecksum, lengthAlone)) {
            CachedFile file = fetched(expected, false);
            flip(file.path(), 5);
            Files.delete(digests(file));

            fetched(expected, false);

            assertThat(file.path()).hasBinaryContent(content);
        }
    }

    @Test
    void isSuspectWhereItWasReadWithoutAProofAndStaysSo() throws IOException {
        CachedFile file = fetched(withChecksum, false);
        flip(file.path(), 5);
        Files.delete(digests(file));
        for (int n = 0; n < 2; n++) {
            assertThatThrownBy(() -> fetched(withChecksum, true))
                    .isInstanceOf(SuspectFileException.class)
                    .hasMessageContaining("expected sha256:" + Sha256.hex(content));
        }
    }

    @Test
    void digestsOfAnotherFileProveNothing() throws IOException {
        CachedFile file = fetched(withChecksum, false);
        byte[] other = bytes(content.length - 1);
        Expected ofOther = Expected.of(other.length, Checksum.sha256(Sha256.hex(other)));
        server.setDispatcher(new RangeServer(other, "\"v2\"", 0));
        CachedFile second = new CachedFile(directory, "data/B.jsonl", ofOther);
        Files.write(second.path(), Arrays.copyOf(content, other.length));
        Files.copy(digests(file), digests(second));

        second.fetch(download, request(), false);

        assertThat(second.path()).hasBinaryContent(other);
    }

    @Test
    void hasANameThatNoOtherFileHasWhateverTheDiskTellsApart() {
        List<String> names = Stream.of("A.jsonl", "a.jsonl", "x/a.jsonl", "y/a.jsonl", "a".repeat(1000), "ä", "a b")
                .map(name -> new CachedFile(directory, name, withChecksum)
                        .path()
                        .getFileName()
                        .toString())
                .toList();

        assertThat(names)
                .allMatch(name -> name.matches("[A-Za-z0-9._-]{1,117}"))
                .extracting(String::toLowerCase)
                .doesNotHaveDuplicates();
        assertThat(names.get(0)).endsWith("-A.jsonl");
    }

    @Test
    void takesWhatAnEarlierVersionKeptUnderAnotherName() throws IOException {
        Path former = Files.createDirectories(directory.resolve("data")).resolve("A.jsonl");
        Files.write(former, content);

        CachedFile file = new CachedFile(directory, NAME, withChecksum, former);
        assertThat(file.isHere()).isTrue();
        file.fetch(download, request(), true);

        assertThat(file.path()).hasBinaryContent(content);
        assertThat(former).doesNotExist();
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void takesWhatAnEarlierVersionHadDownloadedOfIt() throws IOException {
        Path former = directory.resolve("A.jsonl");
        Files.write(directory.resolve("A.jsonl.part"), Arrays.copyOf(content, 1000));
        Files.writeString(directory.resolve("A.jsonl.part.etag"), "\"v1\"");

        new CachedFile(directory, NAME, withChecksum, former).fetch(download, request(), false);

        assertThat(takeRequest()).isEqualTo("bytes=1000-");
        assertThat(directory).isDirectoryNotContaining("glob:**.part*");
    }

    @Test
    void doesNotTakeADamagedOneOfAnEarlierVersion() throws IOException {
        Path former = directory.resolve("A.jsonl");
        byte[] damaged = content.clone();
        damaged[MIB] ^= 1;
        Files.write(former, damaged);

        assertThatThrownBy(() -> new CachedFile(directory, NAME, withChecksum, former).fetch(download, request(), true))
                .isInstanceOf(SuspectFileException.class);
        CachedFile file = new CachedFile(directory, NAME, withChecksum, former);
        file.fetch(download, request(), false);

        assertThat(file.path()).hasBinaryContent(content);
        assertThat(former).doesNotExist();
    }

    @Test
    void aPartIsProvedWhereNoChecksumIsKnown() throws IOException {
        for (int at : List.of(0, MIB + 5, 2 * MIB + 1)) {
            leaveHalf();
            Path part = only("*.part");
            flip(part, at);

            CachedFile file = fetched(lengthAlone, false);

            assertThat(file.path()).hasBinaryContent(content);
            file.removeAll();
        }
    }

    @Test
    void damageToWhatIsKeptForAPartCostsBytesAtMost() throws IOException {
        leaveHalf();
        for (String kept : List.of("*.part.blocks", "*.part.etag")) {
            int length = (int) Files.size(only(kept));
            for (int at = 0; at < length; at += 41) {
                flip(only(kept), at);
                CachedFile file = fetched(lengthAlone, false);
                assertThat(file.path()).hasBinaryContent(content);
                file.removeAll();
                leaveHalf();
            }
        }
    }

    @Test
    void resumesAPartWhereItEndsIfTheConnectionDid() throws IOException {
        leaveHalf();
        long arrived = Files.size(only("*.part"));

        fetched(lengthAlone, false);

        assertThat(takeRequest()).isEqualTo("bytes=" + arrived + "-");
    }

    @Test
    void resumesAPartAtTheLastMebibyteIfTheProcessDied() throws IOException {
        leaveHalf();
        List<String> lines = Files.readAllLines(only("*.part.blocks"));
        Files.write(only("*.part.blocks"), lines.subList(0, lines.size() - 1));

        fetched(lengthAlone, false);

        assertThat(takeRequest()).isEqualTo("bytes=" + 2 * MIB + "-");
    }

    @Test
    void anotherTagThanThePinnedOneIsAnotherFile() {
        Expected pinned = new Expected(OptionalLong.of(content.length), Optional.empty(), Optional.of("\"v0\""));
        assertThatThrownBy(() -> fetched(pinned, false))
                .isInstanceOf(OtherContentException.class)
                .hasMessageContaining("the server's file has tag \"v1\"; expected \"v0\"");
    }

    /** All but the last 500 bytes arrive, and no request after that. */
    private void leaveHalf() throws IOException {
        server.setDispatcher(new RangeServer(content, "\"v1\"", Integer.MAX_VALUE, content.length - 500) {
            private int answered;

            @Override
            public synchronized mockwebserver3.MockResponse dispatch(mockwebserver3.RecordedRequest request) {
                return answered++ == 0
                        ? super.dispatch(request)
                        : new mockwebserver3.MockResponse.Builder().code(404).build();
            }
        });
        assertThatThrownBy(() -> fetched(lengthAlone, false)).isInstanceOf(HttpStatusException.class);
        server.setDispatcher(new RangeServer(content, "\"v1\"", 0));
        while (server.getRequestCount() > taken) {
            takeRequest();
        }
    }

    private int taken;

    private String takeRequest() {
        try {
            taken++;
            return server.takeRequest().getHeaders().get("Range");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private CachedFile fetched(Expected expected, boolean partlyRead) throws IOException {
        CachedFile file = new CachedFile(directory, NAME, expected);
        file.fetch(download, request(), partlyRead);
        return file;
    }

    private Request request() {
        return Request.get(server.url("/file").toString());
    }

    private Path only(String glob) throws IOException {
        try (var found = Files.newDirectoryStream(directory, glob)) {
            return found.iterator().next();
        }
    }

    private static Path digests(CachedFile file) {
        return file.path().resolveSibling(file.path().getFileName() + ".blocks");
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 4;
        Files.write(file, bytes);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
