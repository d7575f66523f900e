package dev.siiwad.source.bbc;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** How articles are read out of pages: part of a run's settings, for a run goes on with the one that it began with. */
enum Extraction {
    FIRST("bbc/1"),
    /**
     * Knows the pages of 2010 to 2014, their boxes and their dates; leaves out where to follow the BBC, lists of links of which one leads elsewhere, and
     * bylines among the paragraphs.
     */
    SECOND("bbc/2");

    static final Extraction NEWEST = SECOND;

    private final String setting;

    Extraction(String setting) {
        this.setting = setting;
    }

    /** Newest first. */
    List<Extraction> earlier() {
        return Arrays.stream(values())
                .filter(other -> other.compareTo(this) < 0)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    @Override
    public String toString() {
        return setting;
    }
}
