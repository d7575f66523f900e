package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.Helps;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoListTest {
    private static final String FIRST = "https://www.tiktok.com/@qof.kale_1/video/7564865308406648086";
    private static final String SECOND = "https://www.tiktok.com/@labaad/video/7564285346972847371";

    /** Nothing in these lists is asked where it leads to. */
    private static final ShortLinks NO_LINKS =
            new ShortLinks(new Http(HttpSettings.of("1.0", "someone@example.org"), new FakeTiming()), Optional.empty());

    @TempDir
    private Path directory;

    @Test
    void readsOneAddressALineWithCommentsAndBlankLines() throws IOException {
        assertThat(urls("\uFEFF# fiidiyowyo\r\n\r\n  " + SECOND + "  # labaad\r\n" + FIRST + "\n"))
                .containsExactly(SECOND, FIRST);
    }

    @Test
    void readsJson() throws IOException {
        assertThat(urls("\n {\"video_urls\": [\"" + FIRST + "\", \"" + SECOND + "\"]}"))
                .containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.tiktok.com/@qof.kale_1/video/7564865308406648086?is_from_webapp=1&sender_device=pc",
                "http://tiktok.com/@qof.kale_1/video/7564865308406648086/",
                "HTTPS://M.TikTok.com/@qof.kale_1/video/7564865308406648086#top",
                "www.tiktok.com/@qof.kale_1/video/7564865308406648086"
            })
    void writesEveryAddressInOneForm(String address) throws IOException {
        assertThat(urls(address)).containsExactly(FIRST);
    }

    @Test
    void readsABareArrayOfAddressesAndIds() throws IOException {
        assertThat(urls(" [\"" + FIRST + "?lang=so\",\n 7564285346972847371, \"7564285346972847372\"]\n"))
                .containsExactly(
                        FIRST,
                        "https://www.tiktok.com/@/video/7564285346972847371",
                        "https://www.tiktok.com/@/video/7564285346972847372");
        assertThatThrownBy(() -> urls("[\"" + FIRST + "\", {\"url\": 1}]")).hasMessageContaining("videos.txt: [1]: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7564865308406648086",
                "https://m.tiktok.com/v/7564865308406648086.html?u_code=1",
                "https://www.tiktok.com/embed/v2/7564865308406648086",
                "https://www.tiktok.com/embed/7564865308406648086",
                "https://www.tiktok.com/player/v1/7564865308406648086?autoplay=1",
                "https://www.tiktok.com/share/video/7564865308406648086/",
                "https://www.tiktok.com/@/video/7564865308406648086"
            })
    void takesAnAddressThatDoesNotNameTheUser(String address) throws IOException {
        VideoList list = list(address + "\n" + FIRST);
        assertThat(list.size()).isEqualTo(1);
        assertThat(list.get(0).url()).isEqualTo("https://www.tiktok.com/@/video/7564865308406648086");
        assertThat(VideoList.pinnedBy(list.snapshot()).snapshot()).isEqualTo(list.snapshot());
    }

    @Test
    void readsPhotosAsVideos() throws IOException {
        assertThat(urls("https://m.tiktok.com/@qof/photo/7564865308406648086?x=1"))
                .containsExactly("https://www.tiktok.com/@qof/photo/7564865308406648086");
    }

    @Test
    void takesAVideoOnceWhateverItsUserIsCalled() throws IOException {
        String renamed = FIRST.replace("qof.kale_1", "magac_cusub");
        assertThat(urls(FIRST + "\n" + SECOND + "\n" + renamed + "\n" + FIRST)).containsExactly(FIRST, SECOND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234",
                "https://www.tiktok.com/embed/somebody",
                "https://vm.tiktok.com.example/ZMhKxyz/",
                "https://www.tiktok.com/@qof",
                "https://www.tiktok.example/@qof/video/7564865308406648086",
                "https://www.tiktok.com.example/@qof/video/7564865308406648086",
                "https://www.tiktok.com/@qof/video/99999999999999999999",
                "https://www.tiktok.com/@qof/video/../7564865308406648086",
                "javascript:alert(1)"
            })
    void refusesWhatIsNotAVideoAndNamesTheLine(String address) {
        assertThatThrownBy(() -> urls("# one\n" + FIRST + "\n" + address))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "videos.txt: line 3: \"" + address + "\" is not a video; expected a form like https://");
    }

    @Test
    void refusesListsThatAreEmptyOrNoListAtAll() {
        assertThatThrownBy(() -> urls("# nothing\n")).hasMessageContaining("holds 0 videos; expected 1 to 10000");
        assertThatThrownBy(() -> urls("{\"video_urls\": \"" + FIRST + "\"}"))
                .hasMessageContaining("has no list \"video_urls\"");
        assertThatThrownBy(() -> urls("{\"video_urls\": [\"" + FIRST)).hasMessageContaining("is not JSON");
        assertThatThrownBy(() -> urls("{\"video_urls\": [7]}"))
                .hasMessageContaining("video_urls[0]: \"7\" is not a video");
        assertThatThrownBy(() -> VideoList.read(directory.resolve("missing.txt"), NO_LINKS))
                .hasMessageContaining("missing.txt: there is no such file");
    }

    @Test
    void refusesFilesThatAreNotUtf8OrTooLarge() throws IOException {
        Path file = directory.resolve("videos.txt");
        Files.write(file, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> VideoList.read(file, NO_LINKS)).hasMessageContaining("videos.txt: is not UTF-8");
        Files.write(file, new byte[VideoList.FILE_BYTES_MAX + 1]);
        assertThatThrownBy(() -> VideoList.read(file, NO_LINKS))
                .hasMessageContaining("has 8388609 bytes; at most 8388608");
    }

    @Test
    void pinsWhatItHoldsAndNothingElse() throws IOException {
        Snapshot snapshot = list(FIRST + "\n" + SECOND).snapshot();
        assertThat(snapshot.id()).matches("tiktok-videos@sha256:[0-9a-f]{64}");
        assertThat(snapshot.payload()).contains("{\"video_urls\":[\"" + FIRST + "\",\"" + SECOND + "\"]}");
        assertThat(VideoList.pinnedBy(snapshot).snapshot()).isEqualTo(snapshot);
        assertThat(list("# other\n" + FIRST + "?x=1\n\n" + SECOND).snapshot()).isEqualTo(snapshot);
        assertThat(list(SECOND + "\n" + FIRST).snapshot().id()).isNotEqualTo(snapshot.id());
    }

    @Test
    void saysThatThePinnedListIsMissing() {
        assertThatThrownBy(() -> VideoList.pinnedBy(Snapshot.of("tiktok-videos@sha256:00")))
                .hasMessage("snapshot tiktok-videos@sha256:00: the list of its videos is missing")
                .satisfies(Helps.by(new Remedy.BringBack()));
    }

    private List<String> urls(String content) throws IOException {
        VideoList list = list(content);
        return list.range(0, list.size()).stream().map(VideoUrl::url).toList();
    }

    private VideoList list(String content) throws IOException {
        return VideoList.read(Files.writeString(directory.resolve("videos.txt"), content), NO_LINKS);
    }
}
