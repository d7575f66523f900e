package dev.siiwad;

import dev.siiwad.ingest.Novelty;
import dev.siiwad.ingest.ResumePlan;
import dev.siiwad.source.Forecast;
import dev.siiwad.source.Input;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run would read, as far as that shows before it begins.
 *
 * @param plan what it would decide
 * @param novelty what upstream has; only for a new run
 * @param snapshot the id of what would be read; empty where nothing would be
 * @param inputs the files of it, where it is read from files
 * @param documents how many there are in it, where that is known
 * @param forecast what reading all of it takes of upstream
 */
public record Outlook(
        ResumePlan plan,
        Optional<Novelty> novelty,
        Optional<String> snapshot,
        List<Input> inputs,
        OptionalLong documents,
        Forecast forecast) {
    public Outlook {
        inputs = List.copyOf(inputs);
    }

    /** The bytes of all files; empty if there are none, or the length of one is not known. */
    public OptionalLong bytes() {
        return Input.bytes(inputs);
    }
}
