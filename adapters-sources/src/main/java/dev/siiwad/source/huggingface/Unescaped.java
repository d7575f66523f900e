package dev.siiwad.source.huggingface;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
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
        Reading reading = documents.read();
        return reading instanceof Reading.Read read
                ? new Reading.Read(read.document().withText(text(read.document().text())))
                : reading;
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
