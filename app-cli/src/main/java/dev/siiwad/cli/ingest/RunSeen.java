package dev.siiwad.cli.ingest;

import dev.siiwad.source.http.Activity;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A run at one moment.
 *
 * @param documents read, or published, since the start of the source
 * @param of how many there will be then, where that is known
 * @param share of all that is done, from 0 to 1, where anything tells
 * @param perSecond documents, over the last minute, without the time that was spent waiting
 * @param left until the phase ends
 * @param pause after a failure or because a server asks for it, and its rest
 * @param silence how long nothing has come that was asked for, if that is long
 */
record RunSeen(
        Phase phase,
        long documents,
        OptionalLong of,
        OptionalDouble share,
        OptionalDouble perSecond,
        Optional<Duration> left,
        Optional<Activity.Pause> pause,
        Optional<Activity.Silence> silence,
        Optional<Download> download,
        Optional<Outcomes> outcomes,
        Optional<Duration> sinceCheckpoint,
        long requests) {
    /** In the order in which they come. */
    enum Phase {
        LISTING("listing"),
        OPENING("opening"),
        DOWNLOADING("downloading"),
        READING("reading"),
        DUPLICATES("looking for duplicates"),
        PUBLISHING("publishing"),
        FINISHING("finishing");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * A file on its way.
     *
     * @param others how many more are on their way
     */
    record Download(Activity.Transfer transfer, OptionalDouble bytesPerSecond, Optional<Duration> left, int others) {}

    /**
     * What became of the documents of the run.
     *
     * @param dropped empty where earlier attempts have left documents out, of which only the dataset will tell why
     * @param quarantined in this attempt
     */
    record Outcomes(long kept, long leftOut, OptionalLong dropped, long quarantined) {}
}
