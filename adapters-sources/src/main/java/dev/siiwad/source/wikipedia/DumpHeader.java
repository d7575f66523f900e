package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What comes before the first page: the root element of any export version, and what the site says of itself.
 *
 * @param rooted whether there is a root element; a page that someone cut out of an export has none
 * @param version of the export schema, such as {@code 0.11}; empty if it does not say
 * @param namespaces the number of each namespace by its name, in small letters and with blanks; MediaWiki's own English ones and the site's
 */
record DumpHeader(boolean rooted, String version, Map<String, String> namespaces) {
    private static final Set<String> ENCODINGS = Set.of("UTF-8", "US-ASCII", "UTF-16", "UTF-16LE", "UTF-16BE");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");
    private static final int FIRST_WITH_NS = 6;
    static final String FILES = "6";
    static final String CATEGORIES = "14";
    private static final String ARTICLES = "0";

    /** These names work in every MediaWiki, beside those in the site's own language. */
    private static final Map<String, String> ENGLISH = Map.ofEntries(
            Map.entry("media", "-2"),
            Map.entry("special", "-1"),
            Map.entry("talk", "1"),
            Map.entry("user", "2"),
            Map.entry("user talk", "3"),
            Map.entry("project", "4"),
            Map.entry("project talk", "5"),
            Map.entry("file", "6"),
            Map.entry("image", "6"),
            Map.entry("file talk", "7"),
            Map.entry("image talk", "7"),
            Map.entry("mediawiki", "8"),
            Map.entry("mediawiki talk", "9"),
            Map.entry("template", "10"),
            Map.entry("template talk", "11"),
            Map.entry("help", "12"),
            Map.entry("help talk", "13"),
            Map.entry("category", "14"),
            Map.entry("category talk", "15"));

    static final DumpHeader ROOTLESS = new DumpHeader(false, "", ENGLISH);

    DumpHeader {
        namespaces = Map.copyOf(namespaces);
    }

    /** Whether pages say which namespace they are in, as they do from export version 0.6 on. */
    boolean saysNamespaces() {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches()
                && (Integer.parseInt(matcher.group(1)) > 0 || Integer.parseInt(matcher.group(2)) >= FIRST_WITH_NS);
    }

    /** The namespace of a page that does not say it: what is before the colon of its title, if that is the name of one. */
    String namespaceOf(String title) {
        int colon = title.indexOf(':');
        return colon < 0 ? ARTICLES : namespaces.getOrDefault(normalized(title.substring(0, colon)), ARTICLES);
    }

    /** All names of the namespace of this number. */
    Set<String> names(String number) {
        return namespaces.entrySet().stream()
                .filter(name -> name.getValue().equals(number))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String normalized(String name) {
        return name.replace('_', ' ').strip().toLowerCase(Locale.ROOT);
    }

    /**
     * @param open whether the root element goes on after this text
     * @throws IOException if it is not well-formed, or declares an encoding that dumps never have
     */
    static DumpHeader parse(String text, boolean open) throws IOException {
        try {
            XMLStreamReader xml = new DumpXml().over(open ? text + "</mediawiki>" : text);
            String encoding = xml.getCharacterEncodingScheme();
            if (encoding != null && !ENCODINGS.contains(encoding.toUpperCase(Locale.ROOT))) {
                throw new IOException("encoding is " + encoding + "; expected UTF-8");
            }
            Optional<String> version = Optional.empty();
            Optional<String> key = Optional.empty();
            Map<String, String> namespaces = new HashMap<>(ENGLISH);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamReader.ENTITY_REFERENCE) {
                    throw new IOException("an entity that XML does not have: &" + xml.getLocalName() + ";");
                }
                if (event == XMLStreamReader.START_ELEMENT) {
                    version = version.or(() -> attribute(xml, "version"));
                    key = xml.getLocalName().equals("namespace") ? attribute(xml, "key") : Optional.empty();
                } else if (event == XMLStreamReader.CHARACTERS && key.isPresent()) {
                    namespaces.put(normalized(xml.getText()), key.get());
                } else if (event == XMLStreamReader.END_ELEMENT) {
                    key = Optional.empty();
                }
            }
            xml.close();
            return new DumpHeader(true, version.orElse(""), namespaces);
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Optional<String> attribute(XMLStreamReader xml, String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name));
    }
}
