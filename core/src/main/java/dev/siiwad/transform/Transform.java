package dev.siiwad.transform;

import dev.siiwad.document.Document;
import java.util.List;
import java.util.stream.Collectors;

/** Changes or drops one document, by itself alone: the same document always comes to the same outcome. */
public interface Transform {
    Outcome apply(Document document);

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
            public String describe() {
                return inOrder.stream().map(Transform::describe).collect(Collectors.joining(" "));
            }
        };
    }
}
