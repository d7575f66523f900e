package dev.siiwad.transform;

import dev.siiwad.document.Document;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Changes or drops one document, by itself alone: the same document always comes to the same outcome. Applied by several threads at the same time. */
public interface Transform {
    Outcome apply(Document document);

    /**
     * Loads what applying needs, such as a model. Called before a document is in flight, so that memory or a file that is missing is never held against one. Cheap
     * when repeated.
     *
     * @throws IOException if it cannot be loaded, with what is wrong
     */
    default void prepare() throws IOException {}

    /** Name, version and parameter, such as {@code min-length/1=100}: what a run may not change on its way. */
    String describe();

    /**
     * What did the same job in earlier versions of this program, newest first. A run that began with one of them goes on with it; a new run takes this
     * one.
     */
    default List<Transform> earlier() {
        return List.of();
    }

    /** A transform, with those that did the same job before it. */
    static Transform withEarlier(Transform newest, List<Transform> earlier) {
        List<Transform> before = List.copyOf(earlier);
        return new Transform() {
            @Override
            public Outcome apply(Document document) {
                return newest.apply(document);
            }

            @Override
            public void prepare() throws IOException {
                newest.prepare();
            }

            @Override
            public String describe() {
                return newest.describe();
            }

            @Override
            public List<Transform> earlier() {
                return before;
            }
        };
    }

    /** One after the other, up to the first that drops. */
    static Transform chain(List<Transform> steps) {
        List<Transform> inOrder = List.copyOf(steps);
        return new Transform() {
            @Override
            public Outcome apply(Document document) {
                Outcome outcome = new Outcome.Kept(document);
                for (Transform step : inOrder) {
                    if (!(outcome instanceof Outcome.Kept kept)) {
                        return outcome;
                    }
                    outcome = step.apply(kept.document());
                }
                return outcome;
            }

            @Override
            public void prepare() throws IOException {
                for (Transform step : inOrder) {
                    step.prepare();
                }
            }

            @Override
            public String describe() {
                return inOrder.stream().map(Transform::describe).collect(Collectors.joining(" "));
            }
        };
    }
}
