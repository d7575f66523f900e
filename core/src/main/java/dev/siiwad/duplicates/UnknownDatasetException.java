package dev.siiwad.duplicates;

import java.io.IOException;
import java.util.List;

/** There is no published dataset of a name. */
public final class UnknownDatasetException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient List<String> known;

    UnknownDatasetException(String name, List<String> known) {
        super("there is no published dataset \"" + name + "\"");
        this.name = name;
        this.known = List.copyOf(known);
    }

    public String name() {
        return name;
    }

    /** The names there are: of sources, and of runs. */
    public List<String> known() {
        return known;
    }
}
