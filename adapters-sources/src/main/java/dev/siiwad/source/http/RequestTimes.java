package dev.siiwad.source.http;

import dev.siiwad.source.proved.OwnFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When requests were begun, kept in a file so that a process that comes after knows what a rate still allows: a line each, the milliseconds since 1970. A line is
 * written before its request is sent, and is not forced to the disk: what a power cut takes is forgotten, which the rate survives. A line that is no
 * time is passed over; one in the future, from a clock that was wrong, counts as now, so that it costs one interval at most.
 */
final class RequestTimes {
    private static final Logger LOG = LoggerFactory.getLogger(RequestTimes.class);
    private static final Pattern TIME = Pattern.compile("[0-9]{1,15}");
    /** So many times as many lines as the rate allows requests, and the file is written anew. */
    private static final int LINES_PER_REQUEST_MAX = 4;

    private static final long BYTES_MAX = 64L << 20;

    private final Path file;
    private final RequestRate rate;
    private long lines;
    private boolean kept = true;

    /** @param file need not exist, nor its directory, and may vanish at any time */
    RequestTimes(Path file, RequestRate rate) {
        this.file = file;
        this.rate = rate;
    }

    /** The newest that still count, as many as the rate allows, oldest first; none is after now. */
    List<Instant> recent(Instant now) {
        List<Instant> recent = new ArrayList<>();
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= BYTES_MAX) {
                List<String> all = Files.readString(file).lines().toList();
                lines = all.size();
                for (String line : all) {
                    if (TIME.matcher(line).matches()) {
                        Instant begun = Instant.ofEpochMilli(Long.parseLong(line));
                        recent.add(begun.isAfter(now) ? now : begun);
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("{}: {}. Requests before this start are not counted in the rate", file, e.toString());
        }
        recent.removeIf(begun -> Duration.between(begun, now).compareTo(rate.interval()) >= 0);
        recent.sort(null);
        return List.copyOf(recent.subList(Math.max(0, recent.size() - rate.requests()), recent.size()));
    }

    /** Adds one. Where it cannot be kept, the log says so once, and the rate is kept by this process alone. */
    void add(Instant begin) {
        if (!kept) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            if (lines >= (long) LINES_PER_REQUEST_MAX * rate.requests()) {
                StringBuilder all = new StringBuilder();
                recent(begin).forEach(time -> all.append(line(time)));
                OwnFile.write(file, all.append(line(begin)).toString());
                lines = all.chars().filter(c -> c == '\n').count();
            } else {
                OwnFile.append(file, line(begin));
                lines++;
            }
        } catch (IOException e) {
            kept = false;
            LOG.warn(
                    "{}: {}. The rate is kept by this process, and not by one that comes after it", file, e.toString());
        }
    }

    private static String line(Instant time) {
        return time.toEpochMilli() + "\n";
    }
}
