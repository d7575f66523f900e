package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Collected;
import dev.siiwad.source.PausedException;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.pinned.Payload;
import java.io.IOException;
import java.io.InterruptedIOException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The videos whose comments are wanted, each once, in the order given. Written by people as one address or id a line ({@code #} begins a comment), as a JSON
 * array, or as {@code {"video_urls": [...]}}; pinned as the latter. Short links are followed when a run begins, and pinned as what they lead to.
 */
final class VideoList {
    static final int VIDEOS_MAX = 10_000;
    static final int FILE_BYTES_MAX = 8 << 20;

    private static final String MEMBER = "video_urls";
    private static final String EXPECTED =
            "expected a form like https://www.tiktok.com/@user/video/7564865308406648086";
    private static final Pattern WORD = Pattern.compile("[^\\s\",\\[\\]]{1,2048}");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** In a payload that leaves some out: the snapshot of the list as it was given. */
    private static final String GIVEN = "given";

    private final List<VideoUrl> videos;
    private final Map<Long, VideoUrl> byId = new HashMap<>();
    private final Optional<String> givenAs;

    private VideoList(String where, List<VideoUrl> given) throws IOException {
        this(where, given, Optional.empty());
    }

    private VideoList(String where, List<VideoUrl> given, Optional<String> givenAs) throws IOException {
        this.givenAs = givenAs;
        List<VideoUrl> once = new ArrayList<>();
        for (VideoUrl video : given) {
            if (byId.putIfAbsent(video.id(), video) == null) {
                once.add(video);
            }
        }
        if (once.isEmpty() || once.size() > VIDEOS_MAX) {
            throw new SourceException(where + ": holds " + once.size() + " videos; expected 1 to " + VIDEOS_MAX);
        }
        this.videos = List.copyOf(once);
    }

    /** @throws IOException if the file cannot be read, or holds anything that is not the address of a video, with the line */
    static VideoList read(Path file, ShortLinks links) throws IOException {
        try {
            String text = text(file);
            boolean json = text.startsWith("{") || text.startsWith("[");
            return new VideoList(
                    file.toString(), json ? ofJson(file.toString(), text, links) : ofLines(file, text, links));
        } catch (NoSuchFileException e) {
            throw new SourceException(
                    file + ": there is no such file; expected a list of video addresses",
                    e,
                    new Remedy.Give("video_urls"));
        } catch (CharacterCodingException e) {
            throw new SourceException(file + ": is not UTF-8. Save it as UTF-8", e);
        }
    }

    /** Whether a list has short links, which are followed when a run begins and not again. */
    static boolean hasShortLinks(Path file) throws IOException {
        Matcher words = WORD.matcher(text(file));
        while (words.find()) {
            if (ShortLinks.isShort(words.group())) {
                return true;
            }
        }
        return false;
    }

    private static String text(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes > FILE_BYTES_MAX) {
            throw new SourceException(file + ": has " + bytes + " bytes; at most " + FILE_BYTES_MAX + " are read");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString();
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String begin = plain.stripLeading();
        return begin.startsWith("{") || begin.startsWith("[") ? begin : plain;
    }

    /** @throws IOException if the payload is missing or damaged */
    static VideoList pinnedBy(Snapshot snapshot) throws IOException {
        List<VideoUrl> videos = Payload.of(snapshot, "list of its videos").list(MEMBER, VideoList::video);
        String given = given(snapshot);
        return new VideoList(
                "snapshot " + snapshot.id(), videos, Optional.of(given).filter(id -> !id.equals(snapshot.id())));
    }

    /** The snapshot of the list that this one was made of, before any were left out. */
    static String given(Snapshot pinned) throws IOException {
        JsonNode given = Payload.of(pinned, "list of its videos").json().path(GIVEN);
        return given.isTextual() ? given.asText() : pinned.id();
    }

    /** The list without the videos that datasets hold; empty if none is left. */
    Optional<VideoList> without(Collected collected) throws IOException {
        List<VideoUrl> fresh = new ArrayList<>();
        for (VideoUrl video : videos) {
            if (!collected.holds(video.nameless(), Optional.empty())) {
                fresh.add(video);
            }
        }
        if (fresh.size() == videos.size()) {
            return Optional.of(this);
        }
        return fresh.isEmpty()
                ? Optional.empty()
                : Optional.of(new VideoList(
                        "new videos", fresh, Optional.of(snapshot().id())));
    }

    Snapshot snapshot() {
        List<TextNode> urls =
                videos.stream().map(video -> TextNode.valueOf(video.url())).toList();
        ObjectNode members = Payload.object(MEMBER, urls);
        givenAs.ifPresent(id -> members.put(GIVEN, id));
        String payload = members.toString();
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

    private static List<VideoUrl> ofLines(Path file, String text, ShortLinks links) throws IOException {
        List<VideoUrl> given = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            number++;
            String address = line.strip().replaceFirst("(^|\\s+)#.*$", "");
            if (!address.isEmpty()) {
                given.add(video(file + ": line " + number, address, links));
            }
        }
        return given;
    }

    /** A bare array of addresses, or an object that has one. */
    private static List<VideoUrl> ofJson(String where, String text, ShortLinks links) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SourceException(where + ": is not JSON: " + e.getOriginalMessage(), e);
        }
        JsonNode urls = root.isArray() ? root : root.path(MEMBER);
        if (!urls.isArray()) {
            throw new SourceException(
                    where + ": has no list \"" + MEMBER + "\"; expected {\"" + MEMBER + "\": [\"…\"]}");
        }
        List<VideoUrl> given = new ArrayList<>();
        for (JsonNode url : urls) {
            String place = where + ": " + (root.isArray() ? "" : MEMBER) + "[" + given.size() + "]";
            given.add(video(place, url.asText(), links));
        }
        return given;
    }

    private static VideoUrl video(String where, String address, ShortLinks links) throws IOException {
        try {
            return ShortLinks.isShort(address) ? links.follow(address) : video(TextNode.valueOf(address));
        } catch (PausedException | InterruptedIOException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new SourceException(where + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(where + ": " + e.getMessage(), e);
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
