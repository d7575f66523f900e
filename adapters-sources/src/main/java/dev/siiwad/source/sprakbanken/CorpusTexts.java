package dev.siiwad.source.sprakbanken;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the texts of a corpus out of its XML, front to back, as {@link UnitFinder} tells them apart. Every word ({@code w} or {@code token}) is read,
 * whatever elements it is in; so is text outside of words, as a corpus that was never split into words has it. A header is not text: Sparv puts the
 * headers of its sources into what it exports as they are, not split into words, so only words are read inside one.
 */
final class CorpusTexts implements Closeable {
    static final int LOOSE_CHARS_MAX = 1_000_000;
    static final int ATTRIBUTE_CHARS_MAX = 100_000;

    private static final Set<String> WORDS = Set.of("w", "token");
    private static final String SENTENCE = "sentence";
    private static final Set<String> HEADERS = Set.of("header", "teiheader");
    private static final String BLANK = "\\s";
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

    private final CorpusXml xml;
    private final Set<String> headers;
    private final UnitFinder units = new UnitFinder();
    private final TextBuilder text;
    private final StringBuilder run = new StringBuilder();
    private Token word = Token.of("");
    private int wordDepth;
    private int sentenceDepth;
    private int headerDepth;
    private boolean rootSeen;
    private boolean ended;

    /**
     * @param file for messages
     * @param extraction which version of what this does: see {@link PinnedCorpus#EXTRACTION}
     */
    CorpusTexts(String file, InputStream in, int extraction) throws IOException {
        this.xml = new CorpusXml(file, in);
        this.headers = extraction < PinnedCorpus.HEADERS_TOLD ? Set.of() : HEADERS;
        this.text = new TextBuilder(units.current(), Joining.of(extraction));
    }

    /**
     * The next text, or empty at the end.
     *
     * @throws IOException if the file is not well-formed XML, ends early or passes a limit; nothing can be read after that
     */
    Optional<CorpusText> next() throws IOException {
        Optional<CorpusText> next = text.poll();
        while (next.isEmpty() && !ended) {
            step();
            next = text.poll();
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }

    private void step() throws IOException {
        switch (xml.next()) {
            case START -> start();
            case TEXT -> xml.appendText(run, wordDepth > 0 ? TextBuilder.WORD_CHARS_MAX : LOOSE_CHARS_MAX);
            case END -> end();
            case END_OF_FILE -> {
                text.finish();
                ended = true;
            }
        }
    }

    private void start() throws IOException {
        requireNoWebPage();
        if (wordDepth > 0) {
            wordDepth++;
            return;
        }
        addLooseText();
        if (WORDS.contains(xml.name())) {
            word = new Token("", xml.attribute("_head"), xml.attribute("_tail"));
            wordDepth = 1;
        } else if (xml.name().equals(SENTENCE)) {
            text.startSentence();
            sentenceDepth++;
        } else if (headerDepth > 0 || sentenceDepth == 0 && headers.contains(lowerCase(xml.name()))) {
            headerDepth++;
            text.border();
        } else if (sentenceDepth == 0) {
            text.border();
            if (units.start(xml.name(), xml.attributes())) {
                text.goOnWith(units.current());
            }
            if (units.attributeChars() > ATTRIBUTE_CHARS_MAX) {
                throw xml.failure("the attributes of the open elements have " + units.attributeChars()
                        + " characters; at most " + ATTRIBUTE_CHARS_MAX + " are read");
            }
        }
    }

    private void end() throws IOException {
        if (wordDepth > 0) {
            wordDepth--;
            if (wordDepth == 0) {
                addWord();
            }
            return;
        }
        addLooseText();
        if (xml.name().equals(SENTENCE)) {
            text.endSentence();
            sentenceDepth--;
        } else if (headerDepth > 0) {
            headerDepth--;
            text.border();
        } else if (sentenceDepth == 0) {
            text.border();
            if (units.end()) {
                text.goOnWith(units.current());
            }
        }
    }

    private void addWord() {
        String written = WHITE_SPACE.matcher(run).find()
                ? WHITE_SPACE.matcher(run.toString().strip()).replaceAll(" ")
                : run.toString();
        run.setLength(0);
        if (!written.isEmpty()) {
            text.add(new Token(written, word.head(), word.tail()));
        }
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Text outside of words keeps the white space it has. */
    private void addLooseText() throws IOException {
        boolean blank = headerDepth > 0 || run.chars().allMatch(Character::isWhitespace);
        String loose = blank ? "" : run.toString();
        run.setLength(0);
        if (blank) {
            return;
        }
        Optional<String> head = Character.isWhitespace(loose.charAt(0)) ? Optional.of(BLANK) : Optional.empty();
        boolean blankBehind = Character.isWhitespace(loose.charAt(loose.length() - 1));
        String[] pieces = WHITE_SPACE.split(loose.strip());
        for (int i = 0; i < pieces.length; i++) {
            if (pieces[i].length() > TextBuilder.WORD_CHARS_MAX) {
                throw xml.failure("a word has " + pieces[i].length() + " characters; at most "
                        + TextBuilder.WORD_CHARS_MAX + " are read");
            }
            boolean blankAfter = i < pieces.length - 1 || blankBehind;
            text.add(new Token(pieces[i], head, blankAfter ? Optional.of(BLANK) : Optional.empty()));
            head = Optional.empty();
        }
    }

    private void requireNoWebPage() throws IOException {
        if (!rootSeen && xml.name().equalsIgnoreCase("html")) {
            throw xml.failure("a web page, not a corpus");
        }
        rootSeen = true;
    }
}
