package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.pinned.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The videos whose comments are wanted, each once, in the order given. Written by people as one address a line ({@code #} begins a comment) or as
 * {@code {"video_urls": [...]}}; pinned as the latter.
 */
final class VideoList {
    static final int VIDEOS_MAX = 10_000;
    static final int FILE_BYTES_MAX = 8 << 20;

    private static final String MEMBER = "video_urls";
    private static final String EXPECTED =
            "expected a form like https://www.tiktok.com/@user/video/7564865308406648086";
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final List<VideoUrl> videos;
    private final Map<Long, VideoUrl> byId = new HashMap<>();

    private VideoList(String where, List<VideoUrl> given) throws IOException {
        List<VideoUrl> once = new ArrayList<>();
        for (VideoUrl video : given) {
            if (byId.putIfAbsent(video.id(), video) == null) {
                once.add(video);
            }
        }
        if (once.isEmpty() || once.size() > VIDEOS_MAX) {
            throw new IOException(where + ": holds " + once.size() + " videos; expected 1 to " + VIDEOS_MAX);
        }
        this.videos = List.copyOf(once);
    }

    /** @throws IOException if the file cannot be read, or holds anything that is not the address of a video, with the line */
    static VideoList read(Path file) throws IOException {
        try {
            long bytes = Files.size(file);
            if (bytes > FILE_BYTES_MAX) {
                throw new IOException(file + ": has " + bytes + " bytes; at most " + FILE_BYTES_MAX + " are read");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
            boolean json = plain.stripLeading().startsWith("{");
            return new VideoList(file.toString(), json ? ofJson(file.toString(), plain) : ofLines(file, plain));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(
                    file.toString(), null, "there is no such file; expected a list of video addresses");
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": is not UTF-8. Save it as UTF-8", e);
        }
    }

    /** @throws IOException if the payload is missing or damaged */
    static VideoList pinnedBy(Snapshot snapshot) throws IOException {
        List<VideoUrl> videos = Payload.of(snapshot, "list of its videos").list(MEMBER, VideoList::video);
        return new VideoList("snapshot " + snapshot.id(), videos);
    }

    Snapshot snapshot() {
        List<TextNode> urls =
                videos.stream().map(video -> TextNode.valueOf(video.url())).toList();
        String payload = Payload.object(MEMBER, urls).toString();
        return Snapshot.of("tiktok-videos@sha256:" + Sha256.hex(payload), payload);
    }

    int size() {
        return videos.size();
    }

    VideoUrl get(int index) {
        return videos.get(index);
    }

    List<VideoUrl> range(int from, int to) {
        return videos.subList(from, to);
    }

    Optional<VideoUrl> withId(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static List<VideoUrl> ofLines(Path file, String text) throws IOException {
        List<VideoUrl> given = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            String address = line.strip().replaceFirst("(^|\\s+)#.*$", "");
            if (!address.isEmpty()) {
                given.add(video(file + ": line " + number, address));
            }
        }
        return given;
    }

    private static List<VideoUrl> ofJson(String where, String text) throws IOException {
        JsonNode urls;
        try {
            urls = JSON.readTree(text).path(MEMBER);
        } catch (JsonProcessingException e) {
            throw new IOException(where + ": is not JSON: " + e.getOriginalMessage(), e);
        }
        if (!urls.isArray()) {
            throw new IOException(where + ": has no list \"" + MEMBER + "\"; expected {\"" + MEMBER + "\": [\"…\"]}");
        }
        List<VideoUrl> given = new ArrayList<>();
        for (JsonNode url : urls) {
            given.add(video(where + ": " + MEMBER + "[" + given.size() + "]", url.asText()));
        }
        return given;
    }

    private static VideoUrl video(String where, String address) throws IOException {
        try {
            return video(TextNode.valueOf(address));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    where + ": " + e.getMessage() + ". Open a short link and copy the address that it leads to", e);
        }
    }

    private static VideoUrl video(JsonNode address) {
        return VideoUrl.of(address.asText())
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + shortened(address.asText()) + "\" is not a video; " + EXPECTED));
    }

    private static String shortened(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
