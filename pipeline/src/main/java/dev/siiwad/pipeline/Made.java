package dev.siiwad.pipeline;

import dev.siiwad.document.Document;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.util.Optional;

/**
 * A document, and what a transform has made of it.
 *
 * @param by the transform, if there was one
 * @param outcome empty if it failed, or there was none
 * @param failure what the transform threw, if it did
 */
record Made(Document document, Optional<Transform> by, Optional<Outcome> outcome, Optional<Throwable> failure) {
    static Made untouched(Document document) {
        return new Made(document, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Made transformed(Document document, Transform by) {
        try {
            return new Made(document, Optional.of(by), Optional.of(by.apply(document)), Optional.empty());
        } catch (RuntimeException | Error e) {
            return new Made(document, Optional.of(by), Optional.empty(), Optional.of(e));
        }
    }
}
