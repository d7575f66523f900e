package dev.siiwad.duplicates;

import dev.siiwad.publish.Removals;
import dev.siiwad.segment.SegmentName;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * What goes of the documents of some segments that follow each other, as text:
 *
 * <pre>
 * until 00000050-2
 * removed 17 duplicate 3 512
 * removed 18 duplicate_elsewhere Wikipedia-Somali/20261101_080000_wikipedia-somali_1f0c9a2e/2c26b46b68ffc68f… 2048
 * cluster 3 2
 * </pre>
 *
 * <p>The last word of what is removed is how many bytes its text has.
 *
 * @param until the last of the segments
 */
record RemovalList(SegmentName until, Removals.Part part) {
    /** Its form as it is kept. */
    static String text(SegmentName until, SortedMap<Long, Removals.Removal> removed, SortedMap<Long, Long> clusters) {
        StringBuilder text = new StringBuilder("until " + until + "\n");
        removed.forEach((offset, removal) -> text.append("removed " + offset + " " + removal.reason() + " "
                + twin(removal.twin()) + " " + removal.textBytes() + "\n"));
        clusters.forEach((offset, size) -> text.append("cluster " + offset + " " + size + "\n"));
        return text.toString();
    }

    /** How many bytes of text it removes. */
    long textBytes() {
        return part.removed().values().stream()
                .mapToLong(Removals.Removal::textBytes)
                .sum();
    }

    private static String twin(Removals.Twin twin) {
        return twin instanceof Removals.Here here ? String.valueOf(here.offset()) : twin.toString();
    }

    private static Removals.Twin twin(String text) {
        return text.indexOf('/') < 0 ? new Removals.Here(Long.parseLong(text)) : Removals.Elsewhere.parse(text);
    }

    /** @throws IllegalArgumentException if it is not what {@link #text} gave */
    static RemovalList parse(String text) {
        String[] lines = text.split("\n");
        String[] first = lines[0].split(" ");
        if (first.length != 2 || !first[0].equals("until")) {
            throw new IllegalArgumentException("the first line is \"" + lines[0] + "\"");
        }
        Map<Long, Removals.Removal> removed = new HashMap<>();
        Map<Long, Long> clusters = new HashMap<>();
        for (int n = 1; n < lines.length; n++) {
            String[] words = lines[n].split(" ");
            if (words.length == 5 && words[0].equals("removed")) {
                removed.put(
                        Long.parseLong(words[1]),
                        new Removals.Removal(words[2], twin(words[3]), Long.parseLong(words[4])));
            } else if (words.length == 3 && words[0].equals("cluster")) {
                clusters.put(Long.parseLong(words[1]), Long.parseLong(words[2]));
            } else {
                throw new IllegalArgumentException("line " + (n + 1) + " is \"" + lines[n] + "\"");
            }
        }
        return new RemovalList(SegmentName.parse(first[1]), new Removals.Part(removed, clusters));
    }
}
