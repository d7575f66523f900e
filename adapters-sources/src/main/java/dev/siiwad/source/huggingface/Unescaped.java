package dev.siiwad.source.huggingface;

import dev.siiwad.document.Document;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.RawReading;
import dev.siiwad.source.Reading;
import java.io.IOException;
import java.util.Optional;

/** The documents of another reader, of whose texts line breaks and tabs are written as {@code \n}, {@code \r} and {@code \t}. */
final class Unescaped implements DocumentReader {
    private final DocumentReader documents;

    Unescaped(DocumentReader documents) {
        this.documents = documents;
    }

    static String text(String escaped) {
        return escaped.replace("\\r\\n", "\n")
                .replace("\\n", "\n")
                .replace("\\r", "\n")
                .replace("\\t", "\t");
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        return unescaped(documents.read());
    }

    @Override
    public RawReading readRaw() throws IOException, MalformedDocumentException {
        RawReading reading = documents.readRaw();
        return reading instanceof RawReading.Raw raw
                ? new RawReading.Raw(() -> unescaped(raw.making().document()), raw.bytes())
                : new RawReading.Ready(unescaped(((RawReading.Ready) reading).reading()));
    }

    private static Reading unescaped(Reading reading) {
        return reading instanceof Reading.Read read ? new Reading.Read(unescaped(read.document())) : reading;
    }

    private static Document unescaped(Document document) {
        return document.withText(text(document.text()));
    }

    @Override
    public void allowAhead(long count) {
        documents.allowAhead(count);
    }

    @Override
    public Optional<Reading> fetch() throws IOException {
        return documents.fetch();
    }

    @Override
    public Position position() {
        return documents.position();
    }

    @Override
    public void committed(Position durable) throws IOException {
        documents.committed(durable);
    }

    @Override
    public long skip(long count) throws IOException {
        return documents.skip(count);
    }

    @Override
    public boolean atBoundary() {
        return documents.atBoundary();
    }

    @Override
    public void close() throws IOException {
        documents.close();
    }
}
