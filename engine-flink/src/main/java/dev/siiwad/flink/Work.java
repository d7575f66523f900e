package dev.siiwad.flink;

import java.io.Serializable;
import java.util.List;

/**
 * What each worker does; part of the job, so never a secret.
 *
 * @param words of a source's command, as they are typed after {@code ingest}
 * @param directory what paths among them are relative to
 * @param threads of each worker, unless the words or the settings say; 0 for as many as there are cores
 */
record Work(List<String> words, String directory, int threads) implements Serializable {
    Work {
        words = List.copyOf(words);
    }
}
