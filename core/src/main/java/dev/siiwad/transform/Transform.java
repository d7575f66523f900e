package dev.siiwad.transform;

import dev.siiwad.document.Document;
import java.util.List;
import java.util.stream.Collectors;

/** Changes or drops one document, by itself alone: the same document always comes to the same outcome. */
public interface Transform {
    Outcome apply(Document document);

    /** Name, version and parameter, such as {@code min-length/1=100}: what a run may not change on its way. */
    String describe();

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
