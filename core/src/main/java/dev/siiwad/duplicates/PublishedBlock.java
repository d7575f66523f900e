package dev.siiwad.duplicates;

import dev.siiwad.publish.PublishedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@link Keys} of some documents that follow each other in a part of a published dataset, as text in their order, each after its id; at the end of the part a line that
 * says so:
 *
 * <pre>
 * 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae 9f86d081884c7d659a2feaa0c55ad015
 * end
 * </pre>
 */
final class PublishedBlock {
    private static final String END = "end";

    private final List<String> ids = new ArrayList<>();
    private final Keys keys;
    private boolean last;

    PublishedBlock(Optional<Signatures> signatures) {
        this.keys = new Keys(signatures);
    }

    void add(PublishedText text) {
        ids.add(text.id());
        keys.add(text.text());
    }

    /** It is the last of its part. */
    void end() {
        last = true;
    }

    boolean isLast() {
        return last;
    }

    int size() {
        return ids.size();
    }

    String id(int document) {
        return ids.get(document);
    }

    Keys keys() {
        return keys;
    }

    /** Its form as it is kept. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int document = 0; document < size(); document++) {
            text.append(ids.get(document)).append(' ');
            keys.write(document, text);
            text.append('\n');
        }
        return last ? text.append(END).append('\n').toString() : text.toString();
    }

    /** @throws IllegalArgumentException if it is not what {@link #text} gave */
    static PublishedBlock parse(String text, Optional<Signatures> signatures) {
        PublishedBlock block = new PublishedBlock(signatures);
        text.lines().forEach(block::parseLine);
        return block;
    }

    private void parseLine(String line) {
        if (line.equals(END)) {
            last = true;
            return;
        }
        String[] words = line.split(" ");
        ids.add(words[0]);
        keys.parse(words);
    }
}
