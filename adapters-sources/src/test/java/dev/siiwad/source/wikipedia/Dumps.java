package dev.siiwad.source.wikipedia;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Makes dumps as Wikimedia does, and as it does not. */
final class Dumps {
    static final String FOOTER = "</mediawiki>\n";

    private Dumps() {}

    static String header(String version) {
        return "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-" + version + "/\""
                + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" version=\"" + version
                + "\" xml:lang=\"so\">\n  <siteinfo>\n    <sitename>Wikipedia</sitename>\n    <dbname>sowiki</dbname>\n"
                + "    <namespaces>\n      <namespace key=\"0\" case=\"first-letter\" />\n    </namespaces>\n"
                + "  </siteinfo>\n";
    }

    /** A page as export version 0.11 has it. */
    static String page(long id, String namespace, String title, String between, String text) {
        return "  <page>\n    <title>" + title + "</title>\n    <ns>" + namespace + "</ns>\n    <id>" + id + "</id>\n"
                + between + "    <revision>\n      <id>" + (id + 1000) + "</id>\n      <parentid>7</parentid>\n"
                + "      <timestamp>2025-12-29T10:15:30Z</timestamp>\n      <contributor>\n"
                + "        <username>A &amp; B</username>\n        <id>77</id>\n      </contributor>\n"
                + "      <comment>&lt;page&gt;</comment>\n      <origin>" + (id + 1000) + "</origin>\n"
                + "      <model>wikitext</model>\n      <format>text/x-wiki</format>\n"
                + "      <text bytes=\"" + text.length() + "\" sha1=\"x\" xml:space=\"preserve\">" + text + "</text>\n"
                + "      <sha1>x</sha1>\n    </revision>\n  </page>\n";
    }

    static String article(long id, String title, String text) {
        return page(id, "0", title, "", text);
    }

    /** A page as export version 0.10 has it: the model after the text, other attributes. */
    static String oldArticle(long id, String title, String text) {
        return "  <page>\n    <title>" + title + "</title>\n    <ns>0</ns>\n    <id>" + id + "</id>\n    <revision>\n"
                + "      <id>" + (id + 1000) + "</id>\n      <timestamp>2014-10-26T04:50:23Z</timestamp>\n"
                + "      <contributor><ip>192.0.2.1</ip></contributor>\n      <minor />\n"
                + "      <text xml:space=\"preserve\" bytes=\"1\">" + text + "</text>\n      <sha1>x</sha1>\n"
                + "      <model>wikitext</model>\n      <format>text/x-wiki</format>\n    </revision>\n  </page>\n";
    }

    /** The header of a dump from before pages said which namespace they are in, and redirects that they are one. */
    static String oldHeader() {
        return "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.3/\" version=\"0.3\" xml:lang=\"sv\">\n"
                + "  <siteinfo>\n    <sitename>Wikipedia</sitename>\n    <namespaces>\n"
                + "      <namespace key=\"-1\">Special</namespace>\n      <namespace key=\"0\" />\n"
                + "      <namespace key=\"1\">Diskussion</namespace>\n      <namespace key=\"4\">Wikipedia</namespace>\n"
                + "      <namespace key=\"14\">Kategori</namespace>\n    </namespaces>\n  </siteinfo>\n";
    }

    /** Five articles among what is none. */
    static List<String> oldPages() {
        return List.of(
                oldPage(1, "Alfa", "Alfa."),
                oldPage(2, "Diskussion:Alfa", "Prat."),
                oldPage(3, "Talk:Alfa", "Prat."),
                oldPage(4, "wikipedia:Om", "Om."),
                oldPage(5, "Terminator: Salvation", "Film."),
                oldPage(6, "A", "#OMDIRIGERING [[Alfa]]"),
                oldPage(7, "B", "#redirect: [[Alfa|x]] \n{{R}}"),
                oldPage(8, "Kategori:Film", "x"),
                oldPage(9, "Category talk:Film", "x"),
                oldPage(10, "Beta", "#1 [[Alfa]]"),
                oldPage(11, "Gamma", "Text #REDIRECT [[Alfa]]"),
                oldPage(12, ":Delta", "Delta."));
    }

    private static String oldPage(long id, String title, String text) {
        return "  <page>\n    <title>" + title + "</title>\n    <id>" + id + "</id>\n    <revision>\n      <id>"
                + (id + 100)
                + "</id>\n      <timestamp>2010-01-01T00:00:00Z</timestamp>\n      <contributor><ip>192.0.2.1</ip></contributor>\n"
                + "      <text xml:space=\"preserve\">" + text + "</text>\n    </revision>\n  </page>\n";
    }

    /** Articles and all that is none, in one order; 16 of them are documents, 2 of which are malformed. */
    static List<String> pages() {
        List<String> pages = new ArrayList<>();
        pages.add(article(1, "Muqdisho", "Muqdisho waa magaalo."));
        pages.add(page(2, "0", "Xamar", "    <redirect title=\"Muqdisho\" />\n", "#REDIRECT [[Muqdisho]]"));
        pages.add(page(3, "1", "Talk:Muqdisho", "", "Wada hadal"));
        pages.add(article(4, "", "A page without a title."));
        pages.add(article(5, "A &amp; B: 100 % (c/d)?", "1 &lt; 2 &amp;nbsp; &quot;x&quot; — ☕ 𝄞"));
        pages.add(article(6, "Two", "text").replace("<model>wikitext", "<model>json"));
        pages.add(article(7, "CDATA", "<![CDATA[<page> </page> ]] </mediawiki>]]> behind"));
        pages.add(article(8, "Comment", "a<!-- <page> </page> -->b<?x <page> ?>c"));
        pages.add(article(9, "Empty", "").replace("></text>", " />"));
        pages.add(article(10, "No text", "").replaceAll("(?s) *<text.*</text>\n", ""));
        pages.add(article(0, "No id", "text").replaceAll("    <id>0</id>\n", ""));
        for (int id = 11; id <= 15; id++) {
            pages.add(article(id, "Article " + id, ("Line " + id + " of text.\n").repeat(id)));
        }
        pages.add(oldArticle(16, "Old", "Old text"));
        pages.add(page(17, "14", "Category:X", "", "x"));
        pages.add(article(18, "Long", "abcdefghij klmnop\n".repeat(200)));
        pages.add(article(19, "Last", "The end."));
        pages.add(page(20, "10", "Template:X", "", "x"));
        return pages;
    }

    static String xml(List<String> pages) {
        return header("0.11") + String.join("", pages) + FOOTER;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] utf16(String text, Charset order) {
        return ("\ufeff" + text).getBytes(order);
    }

    /** As Wikimedia makes them: header, some pages each, footer, an empty stream; and one more empty stream on the way. */
    static byte[] multistream(List<String> pages, int pagesInStream) throws IOException {
        return multistream(header("0.11"), pages, pagesInStream);
    }

    static byte[] multistream(String header, List<String> pages, int pagesInStream) throws IOException {
        List<byte[]> streams = new ArrayList<>();
        streams.add(bz2(utf8(header)));
        for (int first = 0; first < pages.size(); first += pagesInStream) {
            streams.add(bz2(utf8(
                    String.join("", pages.subList(first, Math.min(pages.size(), first + pagesInStream))))));
            if (first == pagesInStream) {
                streams.add(bz2(new byte[0]));
            }
        }
        streams.add(bz2(utf8(FOOTER)));
        streams.add(bz2(new byte[0]));
        return joined(streams);
    }

    /** As pbzip2 makes them: a stream for each so many bytes, wherever that cuts. */
    static byte[] unaligned(byte[] content, int bytesInStream) throws IOException {
        List<byte[]> streams = new ArrayList<>();
        for (int from = 0; from < content.length; from += bytesInStream) {
            streams.add(bz2(Arrays.copyOfRange(content, from, Math.min(content.length, from + bytesInStream))));
        }
        return joined(streams);
    }

    static byte[] bz2(byte[] content) throws IOException {
        return bz2(content, 1);
    }

    static byte[] bz2(byte[] content, int level) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(packed, level)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    static byte[] gzip(byte[] content, int bytesInMember) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += bytesInMember) {
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(content, from, Math.min(bytesInMember, content.length - from));
            }
        }
        return packed.toByteArray();
    }

    static byte[] xz(byte[] content, int bytesInStream) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int from = 0; from < content.length; from += bytesInStream) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            try (XZOutputStream out = new XZOutputStream(stream, new LZMA2Options(0))) {
                out.write(content, from, Math.min(bytesInStream, content.length - from));
            }
            packed.writeBytes(stream.toByteArray());
        }
        return packed.toByteArray();
    }

    static byte[] zstd(byte[] content, int bytesInFrame) {
        List<byte[]> frames = new ArrayList<>();
        for (int from = 0; from < content.length; from += bytesInFrame) {
            frames.add(Zstd.compress(Arrays.copyOfRange(content, from, Math.min(content.length, from + bytesInFrame))));
        }
        return joined(frames);
    }

    static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
