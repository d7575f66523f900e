package dev.siiwad.source.bbc;

import java.io.IOException;

/** The operator has not said to have the right to read the BBC into a dataset. Nothing was asked of the BBC. */
public final class TermsNotAcceptedException extends IOException {
    private static final long serialVersionUID = 1L;

    TermsNotAcceptedException() {
        super(
                "The text of https://www.bbc.com/robots.txt forbids scraping, text and data mining, AI training and creating datasets from"
                        + " BBC content, and the operator has not said to have the right to do it all the same");
    }
}
