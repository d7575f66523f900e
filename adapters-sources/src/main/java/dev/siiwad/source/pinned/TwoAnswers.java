package dev.siiwad.source.pinned;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What pins a run comes from two answers that agree: a single one may be stale, cut, an error page, or somebody else's. */
public final class TwoAnswers {
    static final int ANSWERS_MAX = 5;

    private TwoAnswers() {}

    /** Asks upstream once. */
    @FunctionalInterface
    public interface Asking<T> {
        T ask() throws IOException;
    }

    /**
     * Asks until an answer comes for the second time.
     *
     * @param what is asked for, for messages
     * @throws IOException if {@value #ANSWERS_MAX} answers are all different
     */
    public static <T> T agreed(String what, Asking<T> asking) throws IOException {
        List<T> answers = new ArrayList<>();
        while (answers.size() < ANSWERS_MAX) {
            T answer = asking.ask();
            if (answers.contains(answer)) {
                return answer;
            }
            answers.add(answer);
        }
        throw new IOException(what + ": was answered in " + ANSWERS_MAX
                + " different ways, so that none of the answers can be believed");
    }
}
