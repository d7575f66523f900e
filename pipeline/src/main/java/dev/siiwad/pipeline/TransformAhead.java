package dev.siiwad.pipeline;

import dev.siiwad.document.Document;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.io.IOException;
import java.util.List;

/** A transform whose outcomes are there already for documents that were read ahead. Which of several is used shows by {@link #prepare}. */
final class TransformAhead implements Transform {
    private final Transform transform;
    private final Making making;

    TransformAhead(Transform transform, Making making) {
        this.transform = transform;
        this.making = making;
    }

    @Override
    public Outcome apply(Document document) {
        return making.taken(document, transform).orElseGet(() -> transform.apply(document));
    }

    @Override
    public void prepare() throws IOException {
        transform.prepare();
        making.through(transform);
    }

    @Override
    public String describe() {
        return transform.describe();
    }

    @Override
    public List<Transform> earlier() {
        return transform.earlier().stream()
                .<Transform>map(earlier -> new TransformAhead(earlier, making))
                .toList();
    }
}
