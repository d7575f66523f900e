package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What comes before the first page: the root element of any export version, and what the site says of itself. */
final class DumpHeader {
    private static final Set<String> ENCODINGS = Set.of("UTF-8", "US-ASCII", "UTF-16", "UTF-16LE", "UTF-16BE");

    private DumpHeader() {}

    /**
     * @param open whether the root element goes on after this text
     * @throws IOException if it is not well-formed, or declares an encoding that dumps never have
     */
    static void check(String text, boolean open) throws IOException {
        try {
            XMLStreamReader xml = new DumpXml().over(open ? text + "</mediawiki>" : text);
            String encoding = xml.getCharacterEncodingScheme();
            if (encoding != null && !ENCODINGS.contains(encoding.toUpperCase(Locale.ROOT))) {
                throw new IOException("encoding is " + encoding + "; expected UTF-8");
            }
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.ENTITY_REFERENCE) {
                    throw new IOException("an entity that XML does not have: &" + xml.getLocalName() + ";");
                }
            }
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
