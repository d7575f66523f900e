package dev.siiwad.source.sprakbanken;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * A corpus as a stream of tags and text, in memory that does not grow with it. Every failure says in which file, where in it and inside which
 * elements. A document type declaration is refused, and with it every entity but XML's own five. Namespaces are not looked at.
 */
final class CorpusXml implements Closeable {
    static final int DEPTH_MAX = 200;
    static final int NAMES_MAX = 10_000;

    /** Who begins inside a file does not know the names before, and these are more than any corpus has. */
    private static final int NAMES_BEFORE_MAX = 500;

    private static final String PARSERS_PLACE = "\n at [row,col";

    private final String file;
    private final MeasuredBytes bytes;
    private final XMLStreamReader2 parser;
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> names = new HashSet<>();
    private final int namesMax;
    private boolean namespaces;

    /** What comes next. */
    enum Event {
        START,
        TEXT,
        /** {@link #name} is still that of the element which ends. */
        END,
        END_OF_FILE
    }

    /**
     * @param file for messages
     * @param strict whether to fail at every limit that reading from the start of the file could fail at
     */
    CorpusXml(String file, InputStream in, boolean strict) throws IOException {
        this.file = file;
        this.bytes = strict ? MeasuredBytes.strict(in) : MeasuredBytes.whole(in);
        this.namesMax = strict ? NAMES_MAX - NAMES_BEFORE_MAX : NAMES_MAX;
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            this.parser = (XMLStreamReader2) factory.createXMLStreamReader(bytes);
        } catch (XMLStreamException e) {
            in.close();
            throw failure(e.getMessage(), new Place(1, 1), e);
        }
    }

    private record Place(int line, int column) {
        static Place of(Location location) {
            return new Place(location.getLineNumber(), location.getColumnNumber());
        }
    }

    Event next() throws IOException {
        try {
            while (true) {
                bytes.nextPiece();
                switch (parser.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        enter();
                        return Event.START;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        open.pop();
                        return Event.END;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        return Event.TEXT;
                    }
                    case XMLStreamConstants.END_DOCUMENT -> {
                        return Event.END_OF_FILE;
                    }
                    case XMLStreamConstants.DTD ->
                        throw failure("a document type declaration; none is read, for what it may define");
                    default -> {
                        // comments and processing instructions are not text
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw failure(e);
        } catch (UncheckedStreamException e) {
            throw failure(e);
        }
    }

    /** The name of the element that starts or ends, without a prefix. */
    String name() {
        return parser.getLocalName();
    }

    /**
     * Where in the bytes the tag of the element that starts begins; empty where whoever began there would not read on as if all before had been read: the tags
     * of the elements around it would not suffice, or one could not tell when a limit is passed.
     */
    OptionalLong placeToBegin() {
        boolean plain = isPlain(parser.getCharacterEncodingScheme(), "utf-8") && isPlain(parser.getVersion(), "1.0");
        return plain && !namespaces && open.size() > 1 && names.size() <= NAMES_BEFORE_MAX
                ? OptionalLong.of(parser.getLocationInfo().getStartingByteOffset())
                : OptionalLong.empty();
    }

    private static boolean isPlain(String declared, String expected) {
        return declared == null || declared.equalsIgnoreCase(expected);
    }

    /** The attributes of the element that starts. */
    Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < parser.getAttributeCount(); i++) {
            attributes.put(parser.getAttributeLocalName(i), parser.getAttributeValue(i));
        }
        return attributes;
    }

    /** One attribute of the element that starts. */
    Optional<String> attribute(String name) {
        for (int i = 0; i < parser.getAttributeCount(); i++) {
            if (parser.getAttributeLocalName(i).equals(name)) {
                return Optional.of(parser.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }

    /** Adds the text that has come; together it may have at most so many characters. */
    void appendText(StringBuilder to, int charsMax) throws IOException {
        try {
            String text = parser.getText();
            if (to.length() + text.length() > charsMax) {
                throw failure("a run of text has " + (to.length() + text.length()) + " characters or more; at most "
                        + charsMax + " are read");
            }
            to.append(text);
        } catch (UncheckedStreamException e) {
            throw failure(e);
        }
    }

    /** A failure right here. */
    IOException failure(String problem) {
        return failure(problem, Place.of(parser.getLocation()), null);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private void enter() throws IOException {
        open.push(parser.getLocalName());
        if (open.size() > DEPTH_MAX) {
            throw failure(open.size() + " elements inside each other; at most " + DEPTH_MAX + " are read");
        }
        names.add(parser.getLocalName());
        namespaces |=
                parser.getNamespaceCount() > 0 || !parser.getName().getPrefix().isEmpty();
        for (int i = 0; i < parser.getAttributeCount(); i++) {
            names.add(parser.getAttributeLocalName(i));
        }
        if (names.size() > namesMax) {
            throw failure(
                    names.size() + " different names of elements and attributes; at most " + NAMES_MAX + " are read");
        }
    }

    private IOException failure(XMLStreamException e) {
        Location location = e.getLocation();
        return failure(e.getMessage(), Place.of(location == null ? parser.getLocation() : location), e);
    }

    private IOException failure(UncheckedStreamException e) {
        return e.getCause() instanceof XMLStreamException known
                ? failure(known)
                : failure(e.getMessage(), Place.of(parser.getLocation()), e);
    }

    private IOException failure(String problem, Place place, Exception cause) {
        String problemItself = bytes.failure().map(IOException::getMessage).orElse(String.valueOf(problem));
        int parsersPlace = problemItself.indexOf(PARSERS_PLACE);
        return new IOException(
                "[" + file + "] line " + place.line() + ", column " + place.column() + ", in " + path() + ": "
                        + (parsersPlace < 0 ? problemItself : problemItself.substring(0, parsersPlace)),
                bytes.failure().isPresent() ? bytes.failure().get() : cause);
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (Iterator<String> outermostFirst = open.descendingIterator(); outermostFirst.hasNext(); ) {
            path.append('<').append(outermostFirst.next()).append('>');
        }
        return path.isEmpty() ? "no element" : path.toString();
    }
}
