package dev.siiwad.source.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** Brings all of a file into its part, try after try, whatever of it is there. Used by one thread. */
final class PartDownload implements Closeable {
    static final int TRIES_MAX = 200;

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Http http;
    private final Request request;
    private final PartFile part;
    private final Expected expected;
    private final Traffic.Transfer transfer;
    private final long unannouncedBytesMax;
    private final RangedDownload ranged;
    private final Trouble trouble;

    PartDownload(
            Http http,
            Request request,
            PartFile part,
            Expected expected,
            Traffic.Transfer transfer,
            long unannouncedBytesMax) {
        this.http = http;
        this.request = request.header("Accept-Encoding", "identity");
        this.part = part;
        this.expected = expected;
        this.transfer = transfer;
        this.unannouncedBytesMax = unannouncedBytesMax;
        this.ranged = new RangedDownload(http, this.request, part, transfer);
        this.trouble = http.trouble();
    }

    /** Returns when the part is as long as the file. */
    void bring() throws IOException {
        long most = have();
        transfer.at(most);
        for (int tried = 1; tried <= TRIES_MAX; tried++) {
            try {
                bringRest();
                return;
            } catch (BrokenConnectionException e) {
                long have = have();
                if (have > most && !e.isTooSlow()) {
                    trouble.passed();
                }
                most = Math.max(most, have);
                waitOrGiveUp(e);
            } catch (OtherContentException e) {
                discard();
                throw e;
            }
        }
        throw new IOException(request + ": broke off " + TRIES_MAX + " times, which is the most that is tried; "
                + have() + " bytes have arrived");
    }

    private long have() throws IOException {
        Optional<PartRanges> ranges = ranges();
        return ranges.isPresent() ? ranges.get().bytes() : part.length();
    }

    private Optional<PartRanges> ranges() throws IOException {
        return ranged.ranges().isPresent() ? ranged.ranges() : part.ranges();
    }

    private void discard() throws IOException {
        ranged.close();
        part.discard();
    }

    private void waitOrGiveUp(BrokenConnectionException e) throws IOException {
        try {
            http.again(trouble, e, "; " + have() + " bytes have arrived");
        } catch (IOException last) {
            boolean ofNoUseLater = part.etag().isEmpty();
            if (ofNoUseLater) {
                discard();
            }
            throw last;
        }
    }

    private void bringRest() throws IOException {
        Optional<String> etag = part.etag();
        Optional<PartRanges> ranges = ranges();
        if (ranges.isPresent() && etag.isPresent() && isOfExpected(ranges.get())) {
            bringHoles(ranges.get(), etag.get());
            return;
        }
        long have = part.length();
        boolean ofNoUse =
                ranges.isPresent() || etag.isEmpty() || have > expected.bytes().orElse(Long.MAX_VALUE);
        if (ofNoUse && have > 0) {
            discard();
            have = 0;
        }
        if (have > 0 && have == expected.bytes().orElse(-1)) {
            return;
        }
        Request asked = have == 0
                ? request
                : request.header("Range", "bytes=" + have + "-").header("If-Range", etag.get());
        try (Answer answer = http.open(asked)) {
            trouble.at(answer.host());
            take(answer, have, etag);
            answer.host().gave(request);
        } catch (HttpStatusException e) {
            if (e.status() != RANGE_NOT_SATISFIABLE || have == 0) {
                throw e;
            }
            OptionalLong total =
                    ContentRange.of(e.headers()).map(ContentRange::total).orElse(OptionalLong.empty());
            if (total.orElse(-1) != have) {
                discard();
                throw new BrokenConnectionException(
                        request + ": the server has no bytes after " + have + ", and does not say that these are all");
            }
        }
    }

    private boolean isOfExpected(PartRanges ranges) throws IOException {
        return ranges.fits(part.length()) && ranges.total() == expected.bytes().orElse(ranges.total());
    }

    private void bringHoles(PartRanges ranges, String etag) throws IOException {
        transfer.of(OptionalLong.of(ranges.total()));
        try {
            ranged.bringHoles(ranges, etag, trouble);
        } catch (ChangedFileException e) {
            discard();
            throw new BrokenConnectionException(e.getMessage());
        }
    }

    private void take(Answer answer, long have, Optional<String> etag) throws IOException {
        if (answer.status() == PARTIAL && have > 0) {
            append(answer, have, etag.get());
        } else if (answer.status() == OK) {
            write(answer);
        } else {
            throw new IOException(
                    request + ": status " + answer.status() + "; expected " + OK + (have > 0 ? " or " + PARTIAL : ""));
        }
    }

    private void write(Answer answer) throws IOException {
        transfer.at(0);
        transfer.of(answer.announcedBytes());
        if (expected.bytes().isEmpty() && expected.checksum().isEmpty()) {
            answer.requireMarkedEnd();
        }
        requireExpected(answer.announcedBytes());
        requireExpectedTag(answer.headers());
        Optional<String> etag = answer.headers().strongEtag();
        long bytesMax = bytesMax(answer.announcedBytes());
        try (OutputStream out = part.restart(etag, expected.checksum().isEmpty())) {
            if (!isForSeveral(answer.announcedBytes(), 0, etag)) {
                copy(answer, out, bytesMax);
            }
        }
        if (isForSeveral(answer.announcedBytes(), 0, etag)) {
            divide(answer, 0, answer.announcedBytes().getAsLong(), etag.get());
        }
        requireWhole(answer.announcedBytes());
    }

    private void append(Answer answer, long have, String etag) throws IOException {
        Optional<ContentRange> range = ContentRange.of(answer.headers());
        boolean rightPlace = range.isPresent() && range.get().first() == have;
        boolean sameFile = answer.headers().strongEtag().orElse(etag).equals(etag);
        if (!rightPlace || !sameFile) {
            discard();
            throw new BrokenConnectionException(request + ": asked for bytes from " + have + " of " + etag + ", got "
                    + answer.headers().first("Content-Range").orElse("no Content-Range") + " of "
                    + answer.headers().first("ETag").orElse("no ETag"));
        }
        OptionalLong total = range.get().total();
        requireExpected(total);
        transfer.at(have);
        transfer.of(total);
        long bytesMax = bytesMax(total) - have;
        if (isForSeveral(total, have, Optional.of(etag)) && range.get().last() + 1 == total.getAsLong()) {
            divide(answer, have, total.getAsLong(), etag);
        } else {
            try (OutputStream out = part.append(expected.checksum().isEmpty())) {
                copy(answer, out, bytesMax);
            }
        }
        requireWhole(total);
    }

    /** Whether other connections may bring some of it: only where the checksum of the whole proves at last that the pieces are of one file. */
    private boolean isForSeveral(OptionalLong total, long have, Optional<String> etag) {
        return http.connectionsPerFileMax() > 1
                && total.isPresent()
                && etag.isPresent()
                && expected.checksum().isPresent()
                && part.isWorthRanges(total.getAsLong(), have);
    }

    private void divide(Answer answer, long have, long total, String etag) throws IOException {
        PartRanges ranges = part.beginRanges(total, have);
        try {
            ranged.take(answer, ranges, etag, have);
        } catch (ChangedFileException e) {
            discard();
            throw new BrokenConnectionException(e.getMessage());
        }
        answer.close();
        bringHoles(ranges, etag);
    }

    /** The most that may come: what is expected, or announced, or a limit. */
    private long bytesMax(OptionalLong announced) throws IOException {
        long most = expected.bytes().orElse(announced.orElse(unannouncedBytesMax));
        if (most > Download.FILE_BYTES_MAX) {
            throw new OtherContentException(request + ": the server announces " + most + " bytes; at most "
                    + Download.FILE_BYTES_MAX + " are downloaded");
        }
        return most;
    }

    private void copy(Answer answer, OutputStream out, long bytesMax) throws IOException {
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

    private void requireExpected(OptionalLong bytes) throws IOException {
        if (bytes.isPresent() && expected.bytes().orElse(bytes.getAsLong()) != bytes.getAsLong()) {
            throw new OtherContentException(request + ": the server has " + bytes.getAsLong() + " bytes; expected "
                    + expected.bytes().getAsLong() + ". It is another file, or an error page");
        }
    }

    private void requireExpectedTag(ResponseHeaders headers) throws IOException {
        Optional<String> found = headers.strongEtag();
        if (found.isPresent() && !found.equals(expected.etag().or(() -> found))) {
            throw new OtherContentException(request + ": the server's file has tag " + found.get() + "; expected "
                    + expected.etag().get() + ". It is another file");
        }
    }

    private void requireWhole(OptionalLong bytes) throws IOException {
        long have = part.length();
        if (bytes.isPresent() && bytes.getAsLong() != have) {
            throw new BrokenConnectionException(
                    request + ": " + have + " bytes have arrived; " + bytes.getAsLong() + " were announced");
        }
    }

    /** Stops the other connections. Safe to call twice. */
    @Override
    public void close() throws IOException {
        ranged.close();
    }
}
