package dev.siiwad.source.wikipedia;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the XML of one page, of any export version and with its elements in any order. Used by one thread. */
final class PageParser {
    /** The parser takes time that grows with the square of the names it has met. */
    private static final int NAMES_MAX = 10_000;

    private static final int NAMES_MET_MAX = 20_000;
    /** A page has less than a hundred, always the same. */
    private static final int USUAL_NAMES_MAX = 200;

    private static final int TITLE_SEARCH_BYTES_MAX = 4096;
    private static final Pattern TITLE = Pattern.compile("<title>([^<]{0,1000})");

    private static final int PROBLEM_CHARS_MAX = 300;
    private static final Pattern PLACE = Pattern.compile("\\s+at \\[row,col \\{unknown-source}]: \\[(\\d+),(\\d+)]");
    private static final Pattern ENTITY =
            Pattern.compile("^General entity reference \\((&[^;)]{1,100};)\\)[^(]*(?:\\(yet\\)[^(]*)?");

    private DumpXml factory = new DumpXml();
    private int unusualNames;
    private Optional<String> title = Optional.empty();
    private Optional<String> namespace = Optional.empty();
    private Optional<String> id = Optional.empty();
    private boolean redirect;
    private Revision revision = Revision.NONE;

    private record Revision(
            Optional<String> id,
            Optional<String> timestamp,
            Optional<String> model,
            Optional<String> text,
            boolean isStub) {
        static final Revision NONE =
                new Revision(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    /** @throws XMLStreamException if the XML of the page is malformed, or takes too long to parse */
    Page parse(PageSlice slice) throws XMLStreamException {
        requireFewNames(slice.names());
        title = Optional.empty();
        namespace = Optional.empty();
        id = Optional.empty();
        redirect = false;
        revision = Revision.NONE;
        XMLStreamReader xml = factory.over(slice);
        xml.nextTag();
        while (toChild(xml)) {
            switch (xml.getLocalName()) {
                case "title" -> title = Optional.of(xml.getElementText());
                case "ns" -> namespace = Optional.of(xml.getElementText().strip());
                case "id" -> id = Optional.of(xml.getElementText().strip());
                case "redirect" -> {
                    redirect = true;
                    pass(xml);
                }
                case "revision" -> revision = revision(xml);
                default -> pass(xml);
            }
        }
        while (xml.hasNext()) {
            xml.next();
        }
        xml.close();
        return new Page(
                title,
                namespace,
                id,
                redirect || revision.text.filter(RedirectText::in).isPresent(),
                revision.id,
                revision.timestamp,
                revision.model,
                revision.text,
                revision.isStub);
    }

    private void requireFewNames(int names) throws XMLStreamException {
        if (names > NAMES_MAX) {
            throw new XMLStreamException(names + " tags and attributes; at most " + NAMES_MAX + " are read");
        }
        unusualNames += names > USUAL_NAMES_MAX ? names : 0;
        if (unusualNames > NAMES_MET_MAX) {
            factory = new DumpXml();
            unusualNames = 0;
        }
    }

    private Revision revision(XMLStreamReader xml) throws XMLStreamException {
        boolean wanted = !redirect && !Page.isOutside(namespace);
        Optional<String> revisionId = Optional.empty();
        Optional<String> timestamp = Optional.empty();
        Optional<String> model = Optional.empty();
        Optional<String> text = Optional.empty();
        boolean elsewhere = false;
        while (toChild(xml)) {
            switch (xml.getLocalName()) {
                case "id" -> revisionId = Optional.of(xml.getElementText().strip());
                case "timestamp" -> timestamp = Optional.of(xml.getElementText().strip());
                case "model" -> model = Optional.of(xml.getElementText().strip());
                case "text" -> {
                    elsewhere = isElsewhere(xml);
                    if (wanted) {
                        text = Optional.of(xml.getElementText());
                    } else {
                        pass(xml);
                    }
                }
                default -> pass(xml);
            }
        }
        boolean isStub = elsewhere && text.filter(String::isEmpty).isPresent();
        return new Revision(revisionId, timestamp, model, text, isStub);
    }

    /** Stub dumps say where the text is kept instead of the text, and how long it is. */
    private static boolean isElsewhere(XMLStreamReader xml) {
        String bytes = xml.getAttributeValue(null, "bytes");
        return xml.getAttributeValue(null, "id") != null && !"0".equals(bytes);
    }

    /** Moves to the start of the next element in this one, or to the end of this one. */
    private static boolean toChild(XMLStreamReader xml) throws XMLStreamException {
        int event = xml.next();
        while (event != XMLStreamReader.START_ELEMENT && event != XMLStreamReader.END_ELEMENT) {
            requireNoEntity(xml, event);
            event = xml.next();
        }
        return event == XMLStreamReader.START_ELEMENT;
    }

    private static void pass(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            requireNoEntity(xml, event);
            if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            }
        }
    }

    private static void requireNoEntity(XMLStreamReader xml, int event) throws XMLStreamException {
        if (event == XMLStreamReader.ENTITY_REFERENCE) {
            throw new XMLStreamException("an entity that XML does not have: &" + xml.getLocalName() + ";");
        }
    }

    /** What the parser says, in words that need no knowledge of it. */
    static String problem(XMLStreamException e) {
        String said = e.getMessage().replace('\n', ' ');
        String placed = PLACE.matcher(said).replaceAll(" (line $1, column $2 of the page)");
        String problem = ENTITY.matcher(placed).replaceAll("an entity that XML does not have: $1 ");
        return problem.substring(0, Math.min(problem.length(), PROBLEM_CHARS_MAX));
    }

    /** The title of a page that may be cut short, in quotes for a message; empty if it is not to be found. */
    static String titleIn(byte[] bytes, int length) {
        String head = new String(bytes, 0, Math.min(length, TITLE_SEARCH_BYTES_MAX), StandardCharsets.UTF_8);
        Matcher matcher = TITLE.matcher(head);
        return matcher.find() ? " \"" + matcher.group(1) + "\"" : "";
    }
}
