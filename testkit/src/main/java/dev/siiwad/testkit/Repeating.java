package dev.siiwad.testkit;

import dev.siiwad.document.Document;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;

/**
 * Gives the documents of a {@link ListSource} a few texts in turn, by their numbers.
 *
 * @param texts how many there are
 */
public record Repeating(int texts) implements Transform {
    @Override
    public Outcome apply(Document document) {
        int number = Integer.parseInt(document.id());
        String blanks = " ".repeat(1 + number % 3);
        return new Outcome.Kept(document.withText("Qoraalka" + blanks + number % texts + " waa mid soo noqnoqda.\n"));
    }

    @Override
    public String describe() {
        return "repeating/1=" + texts;
    }
}
