package dev.siiwad.transform;

import dev.siiwad.document.Document;
import dev.siiwad.source.Settings;
import dev.siiwad.words.WordCount;
import java.util.Arrays;

/** Drops texts with fewer words than a number, as {@code min_token_floor}. Words are counted as {@link WordCount#SEGMENTS} does. */
public record WordFloor(int words) implements Transform {
    private static final String NAME = "token-floor/3";

    public WordFloor {
        if (words < 0) {
            throw new IllegalArgumentException("token floor is " + words + "; expected 0 or more");
        }
    }

    /** How a run with these settings counts words: in segments if this was its floor, else by white space. */
    public static WordCount countIn(Settings settings) {
        String transforms = settings.values().getOrDefault("transforms", "");
        boolean segments = Arrays.stream(transforms.split(" ")).anyMatch(step -> step.startsWith(NAME + "="));
        return segments ? WordCount.SEGMENTS : WordCount.WHITE_SPACE;
    }

    @Override
    public Outcome apply(Document document) {
        long found = WordCount.segments(document.text(), words);
        return found >= words
                ? new Outcome.Kept(document)
                : new Outcome.Dropped(document, "min_token_floor", String.valueOf(found));
    }

    @Override
    public String describe() {
        return NAME + "=" + words;
    }
}
