package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.proved.BlockDigests;
import dev.siiwad.source.proved.ProvedFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Corpora made for tests. */
final class Made {
    private Made() {}

    /** A sentence whose tokens are given with blanks between them. */
    static String sentence(String tokens) {
        return sentence("w", tokens);
    }

    static String sentence(String element, String tokens) {
        StringBuilder xml = new StringBuilder("<sentence id=\"1\">\n");
        for (String token : tokens.split(" ")) {
            xml.append('<')
                    .append(element)
                    .append(" pos=\"NN\" lemma=\"|x|\">")
                    .append(token)
                    .append("</")
                    .append(element)
                    .append(">\n");
        }
        return xml.append("</sentence>\n").toString();
    }

    static String corpus(String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<corpus id=\"made\">\n" + content + "</corpus>\n";
    }

    static byte[] bytes(String xml) {
        return xml.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] packed(String xml) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(packed, 1)) {
            out.write(bytes(xml));
        }
        return packed.toByteArray();
    }

    /** All texts of a corpus. */
    static List<CorpusText> texts(String xml) throws IOException {
        return texts(bytes(xml));
    }

    static List<CorpusText> texts(byte[] xml) throws IOException {
        return texts(xml, PinnedCorpus.EXTRACTION);
    }

    static List<CorpusText> texts(byte[] xml, int extraction) throws IOException {
        List<CorpusText> all = new ArrayList<>();
        try (CorpusTexts texts = new CorpusTexts("made.xml", new ByteArrayInputStream(xml), extraction)) {
            for (Optional<CorpusText> text = texts.next(); text.isPresent(); text = texts.next()) {
                all.add(text.get());
            }
        }
        return all;
    }

    /** A file as the source opens it. */
    static ProvedFile onDisk(Path file) throws IOException {
        return ProvedFile.open(file.toString(), file, BlockDigests.of(file));
    }
}
