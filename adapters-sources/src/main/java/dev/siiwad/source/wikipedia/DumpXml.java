package dev.siiwad.source.wikipedia;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The XML parser as dumps need it: no document type, no entities but the five that XML has, nothing fetched. */
final class DumpXml {
    private final XMLInputFactory factory = new InputFactoryImpl();

    DumpXml() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    }

    XMLStreamReader over(PageSlice page) throws XMLStreamException {
        return factory.createXMLStreamReader(new ByteArrayInputStream(page.bytes(), 0, page.length()), "UTF-8");
    }

    XMLStreamReader over(String text) throws XMLStreamException {
        return factory.createXMLStreamReader(new StringReader(text));
    }
}
