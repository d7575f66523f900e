package dev.siiwad.source.http;

import dev.siiwad.source.proved.BlockDigests;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Brings one file into a cache directory, and resumes where an earlier download of it was cut off, in this process or in one that died. The file
 * gets its name only when it is whole and verified; until then it is a {@code .part}. Used by one thread at a time for one file.
 */
public final class Download {
    static final int TRIES_MAX = 200;
    static final int ROUNDS_MAX = 2;
    static final long FILE_BYTES_MAX = 1L << 40;
    /** Of a file whose length neither upstream nor the server tells. */
    static final long UNANNOUNCED_BYTES_MAX = 16L << 30;

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Http http;
    private final long unannouncedBytesMax;

    public Download(Http http) {
        this(http, UNANNOUNCED_BYTES_MAX);
    }

    Download(Http http, long unannouncedBytesMax) {
        this.http = http;
        this.unannouncedBytesMax = unannouncedBytesMax;
    }

    /**
     * Returns when the file is there, read once more as a whole and found to be what was expected; where no checksum is, to be what arrived, and of the
     * length and tag that the server gives in two answers.
     *
     * @return the digests of the file as it was found
     * @throws HttpStatusException if the server refuses
     * @throws OtherContentException if what arrived is not what was expected, even at the second time: then nothing of it is left
     */
    public BlockDigests fetch(Request request, Path file, Expected expected) throws IOException {
        Traffic.Transfer transfer = http.traffic().downloading(SafeUrl.lastName(request.url()));
        try {
            return fetch(request, file, expected, transfer);
        } finally {
            transfer.over();
        }
    }

    private BlockDigests fetch(Request request, Path file, Expected expected, Traffic.Transfer transfer)
            throws IOException {
        PartFile part = new PartFile(file);
        boolean proving = expected.checksum().isEmpty();
        if (proving) {
            part.cutToProved();
        }
        transfer.of(expected.bytes());
        for (int round = 1; ; round++) {
            bring(request, part, expected, transfer);
            transfer.checking();
            Expected.Look look = expected.look(part.path());
            Optional<String> problem = proving ? contradiction(request, part, expected) : look.problem();
            if (problem.isEmpty()) {
                part.finish();
                return look.blocks();
            }
            if (!proving || !part.cutToProved()) {
                part.discard();
            }
            if (round == ROUNDS_MAX) {
                part.discard();
                throw new OtherContentException(
                        request + ": what was downloaded " + problem.get() + ". It was downloaded " + ROUNDS_MAX
                                + " times, and deleted; the server's file is damaged, or another one");
            }
        }
    }

    /** What speaks against a file of which nobody publishes a checksum: the disk, or a second answer where the first was the only one. */
    private Optional<String> contradiction(Request request, PartFile part, Expected expected) throws IOException {
        if (!part.isProved()) {
            return Optional.of("is not on the disk as it arrived");
        }
        if (expected.bytes().isPresent()) {
            return Optional.empty();
        }
        try (Answer second = http.open(request.header("Accept-Encoding", "identity"))) {
            long length = part.length();
            long bytes = second.announcedBytes().orElse(length);
            Optional<String> etag = part.etag();
            Optional<String> secondEtag = second.headers().strongEtag().or(() -> etag);
            return bytes == length && (etag.isEmpty() || secondEtag.equals(etag))
                    ? Optional.empty()
                    : Optional.of("has " + length + " bytes and tag " + etag.orElse("(none)")
                            + "; a second answer says " + bytes + " and " + secondEtag.orElse("(none)"));
        }
    }

    /**
     * Makes a download of this address that runs in another thread fail soon; what has arrived stays. That thread must be interrupted too, in case
     * it waits.
     */
    public void stop(Request request) {
        http.cancel(request.url());
    }

    private void bring(Request request, PartFile part, Expected expected, Traffic.Transfer transfer)
            throws IOException {
        long most = part.length();
        transfer.at(most);
        Trouble trouble = http.trouble();
        for (int tried = 1; tried <= TRIES_MAX; tried++) {
            try {
                bringRest(request, part, expected, trouble, transfer);
                return;
            } catch (BrokenConnectionException e) {
                long have = part.length();
                if (have > most && !e.isTooSlow()) {
                    trouble.passed();
                }
                most = Math.max(most, have);
                waitOrGiveUp(trouble, e, part);
            } catch (OtherContentException e) {
                part.discard();
                throw e;
            }
        }
        throw new IOException(request + ": broke off " + TRIES_MAX + " times, which is the most that is tried; "
                + part.length() + " bytes have arrived");
    }

    private void waitOrGiveUp(Trouble trouble, BrokenConnectionException e, PartFile part) throws IOException {
        try {
            http.again(trouble, e, "; " + part.length() + " bytes have arrived");
        } catch (IOException last) {
            boolean ofNoUseLater = part.etag().isEmpty();
            if (ofNoUseLater) {
                part.discard();
            }
            throw last;
        }
    }

    private void bringRest(
            Request request, PartFile part, Expected expected, Trouble trouble, Traffic.Transfer transfer)
            throws IOException {
        Optional<String> etag = part.etag();
        long have = part.length();
        if (have > 0 && (etag.isEmpty() || have > expected.bytes().orElse(Long.MAX_VALUE))) {
            part.discard();
            have = 0;
        }
        if (have > 0 && have == expected.bytes().orElse(-1)) {
            return;
        }
        Request asked = request.header("Accept-Encoding", "identity");
        if (have > 0) {
            asked = asked.header("Range", "bytes=" + have + "-").header("If-Range", etag.get());
        }
        try (Answer answer = http.open(asked)) {
            trouble.at(answer.host());
            if (answer.status() == PARTIAL && have > 0) {
                appendTo(part, have, etag.get(), answer, request, expected, transfer);
            } else if (answer.status() == OK) {
                writeTo(part, answer, request, expected, transfer);
            } else {
                throw new IOException(request + ": status " + answer.status() + "; expected " + OK
                        + (have > 0 ? " or " + PARTIAL : ""));
            }
            answer.host().gave(request);
        } catch (HttpStatusException e) {
            if (e.status() != RANGE_NOT_SATISFIABLE || have == 0) {
                throw e;
            }
            OptionalLong total =
                    ContentRange.of(e.headers()).map(ContentRange::total).orElse(OptionalLong.empty());
            if (total.orElse(-1) != have) {
                part.discard();
                throw new BrokenConnectionException(
                        request + ": the server has no bytes after " + have + ", and does not say that these are all");
            }
        }
    }

    private void writeTo(PartFile part, Answer answer, Request request, Expected expected, Traffic.Transfer transfer)
            throws IOException {
        transfer.at(0);
        transfer.of(answer.announcedBytes());
        if (expected.bytes().isEmpty() && expected.checksum().isEmpty()) {
            answer.requireMarkedEnd();
        }
        requireExpected(request, answer.announcedBytes(), expected);
        requireExpectedTag(request, answer.headers(), expected);
        try (OutputStream out =
                part.restart(answer.headers().strongEtag(), expected.checksum().isEmpty())) {
            copy(answer, part, out, request, bytesMax(request, answer.announcedBytes(), expected), transfer);
        }
        requireWhole(request, part, answer.announcedBytes());
    }

    private void appendTo(
            PartFile part,
            long have,
            String etag,
            Answer answer,
            Request request,
            Expected expected,
            Traffic.Transfer transfer)
            throws IOException {
        Optional<ContentRange> range = ContentRange.of(answer.headers());
        boolean rightPlace = range.isPresent() && range.get().first() == have;
        boolean sameFile = answer.headers().strongEtag().orElse(etag).equals(etag);
        if (!rightPlace || !sameFile) {
            part.discard();
            throw new BrokenConnectionException(request + ": asked for bytes from " + have + " of " + etag + ", got "
                    + answer.headers().first("Content-Range").orElse("no Content-Range") + " of "
                    + answer.headers().first("ETag").orElse("no ETag"));
        }
        requireExpected(request, range.get().total(), expected);
        transfer.at(have);
        transfer.of(range.get().total());
        try (OutputStream out = part.append(expected.checksum().isEmpty())) {
            copy(answer, part, out, request, bytesMax(request, range.get().total(), expected) - have, transfer);
        }
        requireWhole(request, part, range.get().total());
    }

    /** The most that may come: what is expected, or announced, or a limit. */
    private long bytesMax(Request request, OptionalLong announced, Expected expected) throws IOException {
        long most = expected.bytes().orElse(announced.orElse(unannouncedBytesMax));
        if (most > FILE_BYTES_MAX) {
            throw new OtherContentException(request + ": the server announces " + most + " bytes; at most "
                    + FILE_BYTES_MAX + " are downloaded");
        }
        return most;
    }

    private static void copy(
            Answer answer, PartFile part, OutputStream out, Request request, long bytesMax, Traffic.Transfer transfer)
            throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long copied = 0;
        for (int count = answer.read(buffer); count >= 0; count = answer.read(buffer)) {
            copied += count;
            if (copied > bytesMax) {
                throw new OtherContentException(
                        request + ": sends " + copied + " bytes or more; at most " + bytesMax + " are expected");
            }
            try {
                out.write(buffer, 0, count);
                transfer.more(count);
            } catch (IOException e) {
                throw part.refused(answer.announcedBytes().orElse(copied) - copied + count, e);
            }
        }
    }

    private static void requireExpected(Request request, OptionalLong bytes, Expected expected) throws IOException {
        if (bytes.isPresent() && expected.bytes().orElse(bytes.getAsLong()) != bytes.getAsLong()) {
            throw new OtherContentException(request + ": the server has " + bytes.getAsLong() + " bytes; expected "
                    + expected.bytes().getAsLong() + ". It is another file, or an error page");
        }
    }

    private static void requireExpectedTag(Request request, ResponseHeaders headers, Expected expected)
            throws IOException {
        Optional<String> found = headers.strongEtag();
        if (found.isPresent() && !found.equals(expected.etag().or(() -> found))) {
            throw new OtherContentException(request + ": the server's file has tag " + found.get() + "; expected "
                    + expected.etag().get() + ". It is another file");
        }
    }

    private static void requireWhole(Request request, PartFile part, OptionalLong bytes) throws IOException {
        long have = part.length();
        if (bytes.isPresent() && bytes.getAsLong() != have) {
            throw new BrokenConnectionException(
                    request + ": " + have + " bytes have arrived; " + bytes.getAsLong() + " were announced");
        }
    }
}
