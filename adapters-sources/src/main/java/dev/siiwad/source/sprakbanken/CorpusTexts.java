package dev.siiwad.source.sprakbanken;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final UnitFinder units;
    private final TextBuilder text;
    private final StringBuilder run = new StringBuilder();
    private Token word = Token.of("");
    private int wordDepth;
    private int sentenceDepth;
    private int headerDepth;
    private boolean rootSeen;
    private final Deque<PlacedTexts> places = new ArrayDeque<>();
    private final List<String> around = new ArrayList<>();
    private final Optional<CorpusBytes> bytes;
    private long polled;
    private boolean ended;

    /**
     * From the start of a file on.
     *
     * @param file for messages
     * @param extraction which version of what this does: see {@link PinnedCorpus#EXTRACTION}
     */
    CorpusTexts(String file, InputStream in, int extraction) throws IOException {
        this(file, in, Optional.empty(), UnitFinder.Counts.NONE, extraction);
    }

    /**
     * From a place in a file on, with limits that are passed earlier than those of a file that is read from its start: who meets one reads it so.
     *
     * @param in the bytes from that place on
     */
    CorpusTexts(String file, CorpusBytes in, Optional<CorpusPlace> from, int extraction) throws IOException {
        this(file, in.xml(), Optional.of(in), from.map(CorpusPlace::counts).orElse(UnitFinder.Counts.NONE), extraction);
        from.ifPresent(place -> places.add(new PlacedTexts(place.skipping(0), 0)));
    }

    private CorpusTexts(
            String file, InputStream in, Optional<CorpusBytes> bytes, UnitFinder.Counts before, int extraction)
            throws IOException {
        this.xml = new CorpusXml(file, in, bytes.isPresent());
        this.bytes = bytes;
        this.units = new UnitFinder(before);
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
        polled++;
        while (next.isEmpty() && !ended) {
            step();
            next = text.poll();
        }
        forgetPlaces();
        return next;
    }

    /** Where reading can begin to have the text first that was given last; empty where only the start of the file will do. */
    Optional<CorpusPlace> placeOfLast() {
        return places.stream().findFirst().map(first -> first.place().skipping(polled - 1 - first.textsBefore()));
    }

    private void forgetPlaces() {
        Iterator<PlacedTexts> next = places.iterator();
        long passed = -1;
        while (next.hasNext() && next.next().textsBefore() < polled) {
            passed++;
        }
        for (; passed > 0; passed--) {
            places.removeFirst();
        }
    }

    /** A place, and how many texts were finished before it. */
    private record PlacedTexts(CorpusPlace place, long textsBefore) {}

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
            Optional<CorpusPlace> here = placeHere();
            Map<String, String> attributes = xml.attributes();
            around.add(tag(xml.name(), attributes));
            if (units.start(xml.name(), attributes)) {
                text.goOnWith(units.current());
                long parts = units.counts().parts();
                here.ifPresent(place -> places.add(new PlacedTexts(place.afterParts(parts), text.finishedTexts())));
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
            around.remove(around.size() - 1);
            if (units.end()) {
                text.goOnWith(units.current());
            }
        }
    }

    /** Where this element begins, if reading can begin there. */
    private Optional<CorpusPlace> placeHere() {
        if (bytes.isEmpty() || !units.mayBeginOutermost(xml.name())) {
            return Optional.empty();
        }
        String context = String.join("", around);
        OptionalLong offset = xml.placeToBegin();
        return offset.isPresent()
                        && context.chars().allMatch(c -> c < 0x80)
                        && CorpusPlace.written(context).length() <= CorpusPlace.CONTEXT_CHARS_MAX
                ? bytes.get().place(offset.getAsLong(), context, units.counts())
                : Optional.empty();
    }

    private static String tag(String name, Map<String, String> attributes) {
        StringBuilder tag = new StringBuilder("<").append(name);
        attributes.forEach((attribute, value) -> {
            tag.append(' ').append(attribute).append("=\"");
            value.codePoints().forEach(c -> append(tag, c));
            tag.append('"');
        });
        return tag.append('>').toString();
    }

    private static void append(StringBuilder tag, int codePoint) {
        boolean plain = codePoint >= ' ' && codePoint <= '~' && "&<>\"'".indexOf(codePoint) < 0;
        if (plain) {
            tag.append((char) codePoint);
        } else {
            tag.append("&#").append(codePoint).append(';');
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
