package dev.siiwad.cli.all;

import java.time.Period;
import java.util.List;

/**
 * A source that {@code ingest all} collects.
 *
 * @param name what it is called in the log and by {@code --skip}
 * @param command the one below {@code ingest} that collects it
 * @param words that follow the command
 * @param every how long after one collection the next is due
 */
record Entry(String name, String command, List<String> words, Period every) {
    private static final List<String> FROM_THIS_MACHINE = List.of("--files", "--dump");

    Entry {
        words = List.copyOf(words);
    }

    /** Sources with the same are never read at the same time. */
    String upstream() {
        boolean local = words.stream()
                .anyMatch(word -> FROM_THIS_MACHINE.stream()
                        .anyMatch(option -> word.equals(option) || word.startsWith(option + "=")));
        return local ? "files of " + name : command;
    }
}
