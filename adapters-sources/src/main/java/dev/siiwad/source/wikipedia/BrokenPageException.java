package dev.siiwad.source.wikipedia;

import java.io.IOException;

/** What is inside a page is not XML, or too much: the page is lost, and {@link MarkupScanner#passBroken} finds its end. */
final class BrokenPageException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenPageException(String problem) {
        super(problem);
    }
}
