package dev.siiwad.source.http;

import dev.siiwad.source.proved.BlockDigests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Brings one file into a cache directory, and resumes where an earlier download of it was cut off, in this process or in one that died. The file
 * gets its name only when it is whole and verified; until then it is a {@code .part}. Used by one thread at a time for one file.
 */
public final class Download {
    static final int ROUNDS_MAX = 2;
    static final long FILE_BYTES_MAX = 1L << 40;
    /** Of a file whose length neither upstream nor the server tells. */
    static final long UNANNOUNCED_BYTES_MAX = 16L << 30;

    private final Http http;
    private final long unannouncedBytesMax;
    private final long stretchBytesMin;

    public Download(Http http) {
        this(http, UNANNOUNCED_BYTES_MAX, PartRanges.STRETCH_BYTES_MIN);
    }

    /** One that never takes a second connection for a file: where other processes download from the same server at the same time. */
    public static Download overOneConnection(Http http) {
        return new Download(http, UNANNOUNCED_BYTES_MAX, FILE_BYTES_MAX);
    }

    /** @param stretchBytesMin the least that is worth a connection of its own */
    Download(Http http, long unannouncedBytesMax, long stretchBytesMin) {
        this.http = http;
        this.unannouncedBytesMax = unannouncedBytesMax;
        this.stretchBytesMin = stretchBytesMin;
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
        PartFile part = new PartFile(file, stretchBytesMin);
        boolean proving = expected.checksum().isEmpty();
        if (proving) {
            part.cutToProved();
        }
        transfer.of(expected.bytes());
        for (int round = 1; ; round++) {
            try (PartDownload coming = new PartDownload(http, request, part, expected, transfer, unannouncedBytesMax)) {
                coming.bring();
            }
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
}
