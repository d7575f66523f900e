package dev.siiwad.pipeline;

import dev.siiwad.document.Document;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;

/** Forgets what another transform may have instead of a default. */
record PlantedWrapper(Transform transform) implements Transform {
    @Override
    public Outcome apply(Document document) {
        return transform.apply(document);
    }

    @Override
    public String describe() {
        return transform.describe();
    }
}
