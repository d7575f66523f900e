package dev.siiwad.storage.file;

import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what a removal met that this program has not made, or not under this name, and left alone. */
final class Strangers {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final int NAMED_MAX = 10;

    private Strangers() {}

    /** A line in the log for each, up to {@value #NAMED_MAX}, and how many more there were. */
    static void report(List<Path> met) {
        for (Path stranger : met.subList(0, Math.min(NAMED_MAX, met.size()))) {
            LOG.info("Left alone, because this program did not make it: {}", stranger);
        }
        if (met.size() > NAMED_MAX) {
            LOG.info("Left alone, because this program did not make them: {} more", met.size() - NAMED_MAX);
        }
    }
}
