package dev.siiwad.source.sprakbanken;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Puts the words of a corpus together to texts: sentences in a row, paragraphs and the like on lines of their own. A text that has grown past
 * {@value #LONG_CHARS} characters ends at the next border of a paragraph, page or the like, and goes on as its next part; where there is none, at
 * the border of a sentence, so that no text has more than {@value #TEXT_CHARS_MAX}. A sentence longer than {@value #SENTENCE_CHARS} is cut between two
 * words.
 */
final class TextBuilder {
    static final int LONG_CHARS = 500_000;
    static final int TEXT_CHARS_MAX = 1_000_000;
    static final int SENTENCE_CHARS = 100_000;
    static final int WORD_CHARS_MAX = 100_000;

    private final Deque<CorpusText> finished = new ArrayDeque<>();
    private final List<Token> tokens = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final Joining joining;
    private UnitFinder.OpenUnit unit;
    private int tokenChars;
    private long sentences;
    private long finishedTexts;
    private boolean sentenceHasWords;
    private Gap gap = Gap.NONE;

    TextBuilder(UnitFinder.OpenUnit unit, Joining joining) {
        this.unit = unit;
        this.joining = joining;
    }

    /** The next text that is whole. */
    Optional<CorpusText> poll() {
        return Optional.ofNullable(finished.poll());
    }

    /** How many texts have been finished. */
    long finishedTexts() {
        return finishedTexts;
    }

    /** Ends the text in progress; what follows belongs to this unit. */
    void goOnWith(UnitFinder.OpenUnit next) {
        finish();
        unit = next;
    }

    void add(Token token) {
        tokens.add(token);
        sentenceHasWords = true;
        tokenChars += token.text().length();
        if (tokenChars >= SENTENCE_CHARS) {
            endRun();
        }
    }

    void startSentence() {
        endRun();
        sentenceHasWords = false;
    }

    void endSentence() {
        endRun();
        if (sentenceHasWords) {
            sentences++;
        }
        sentenceHasWords = false;
    }

    /** A paragraph, page or other part of a text begins or ends here. */
    void border() {
        endRun();
        gap = Gap.NEW_LINE;
        if (text.length() >= LONG_CHARS) {
            finish();
        }
    }

    void finish() {
        endRun();
        if (!text.isEmpty()) {
            finishedTexts++;
            finished.add(new CorpusText(unit.unit(), unit.nextPart(), text.toString(), sentences));
        }
        text.setLength(0);
        text.trimToSize();
        sentences = 0;
        gap = Gap.NONE;
    }

    private void endRun() {
        if (tokens.isEmpty()) {
            return;
        }
        Gap before = gap.orWider(Gap.BLANK).orWider(Gap.of(tokens.get(0).head()));
        Gap after = Gap.of(tokens.get(tokens.size() - 1).tail());
        String joined = Spacing.join(tokens, joining);
        tokens.clear();
        tokenChars = 0;
        if (!text.isEmpty() && text.length() + 1 + joined.length() > TEXT_CHARS_MAX) {
            finish();
        }
        if (!text.isEmpty()) {
            text.append(before.text());
        }
        text.append(joined);
        gap = after;
    }
}
