package dev.siiwad.source.packed;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.proved.Sidecar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines of one kind in the {@link Sidecar} of a file. Each follows a line break, which ends what was cut short before, and ends with the SHA-256 of the identity of the file, a line break and
 * the rest of the line: so one of another file, or one that was damaged or cut short, is none. Used by one thread.
 */
final class KeptLines {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final String DIGEST = " ([0-9a-f]{64})";

    private final Optional<Sidecar> sidecar;
    private final String file;
    private final Pattern form;
    private boolean failed;

    /** @param form of a line without its digest */
    KeptLines(Optional<Sidecar> sidecar, String file, String form) {
        this.sidecar = sidecar;
        this.file = file;
        this.form = Pattern.compile("(" + form + ")" + DIGEST);
    }

    /** Those of a file, if it has a place for them and is longer than this. */
    static KeptLines of(SeekableBytes file, long longerThan, String form) {
        return new KeptLines(file.length() > longerThan ? file.sidecar() : Optional.empty(), file.name(), form);
    }

    /** Whether lines can be kept. */
    boolean areKept() {
        return sidecar.isPresent() && !failed;
    }

    /** Adds one. Where it cannot be kept, a resume will cost more, and nothing else; so that is said and no reason to stop. */
    void add(String fields) {
        try {
            sidecar.orElseThrow().append("\n" + fields + " " + digest(fields) + "\n");
        } catch (IOException e) {
            failed(e);
        }
    }

    /** No more are kept. */
    void failed(IOException e) {
        failed = true;
        LOG.info("[{}] no more places to resume from are kept: {}", file, e.toString());
    }

    /** All of the form, whether or not they are as they were written; group 1 is the line, the groups of the form follow. */
    List<Matcher> all() throws IOException {
        List<Matcher> lines = new ArrayList<>();
        for (String each : (sidecar.isPresent() ? sidecar.get().text() : "").split("\n")) {
            Matcher line = form.matcher(each);
            if (line.matches()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Whether a line is as it was written, for this very file. */
    boolean isTrue(Matcher line) {
        return digest(line.group(1)).equals(line.group(line.groupCount()));
    }

    private String digest(String fields) {
        return Sha256.hex(sidecar.orElseThrow().identity() + "\n" + fields);
    }
}
