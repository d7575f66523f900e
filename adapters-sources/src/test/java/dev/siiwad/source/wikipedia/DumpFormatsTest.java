package dev.siiwad.source.wikipedia;

import dev.siiwad.source.Source;
import dev.siiwad.source.packed.Bz2Files;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Every form in which a dump comes can be read, and resumed at every document. */
class DumpFormatsTest {
    private static final byte[] XML = Dumps.utf8(Dumps.xml(Dumps.pages()));

    private abstract static class Format extends SourceContract {
        @TempDir
        private Path directory;

        private Path dump;

        abstract byte[] content() throws IOException;

        @BeforeEach
        void write() throws IOException {
            dump = Files.write(directory.resolve("dump"), content());
        }

        @Override
        protected Source open() throws IOException {
            return WikipediaSource.ofFile("so", Optional.empty(), dump, dump.resolveSibling("raw"));
        }

        @Override
        protected Source openCutShort() throws IOException {
            byte[] whole = content();
            Path cut = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length - whole.length / 4));
            return WikipediaSource.ofFile("so", Optional.empty(), cut, cut.resolveSibling("raw"));
        }
    }

    @Nested
    class Plain extends Format {
        @Override
        byte[] content() {
            return XML;
        }
    }

    @Nested
    class PlainWithByteOrderMarkAndDeclaration extends Format {
        @Override
        byte[] content() {
            return Dumps.utf8("\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- <page> -->\n"
                    + Dumps.xml(Dumps.pages()) + "<!-- <page> -->\n");
        }
    }

    @Nested
    class Utf16LittleEndian extends Format {
        @Override
        byte[] content() {
            return Dumps.utf16(Dumps.xml(Dumps.pages()), StandardCharsets.UTF_16LE);
        }
    }

    @Nested
    class Utf16BigEndianCompressedInSmallStreams extends Format {
        @Override
        byte[] content() throws IOException {
            String xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + Dumps.xml(Dumps.pages());
            return Dumps.unaligned(Dumps.utf16(xml, StandardCharsets.UTF_16BE), 301);
        }
    }

    @Nested
    class Multistream extends Format {
        @Override
        byte[] content() throws IOException {
            return Dumps.multistream(Dumps.pages(), 4);
        }
    }

    @Nested
    class SingleStream extends Format {
        @Override
        byte[] content() throws IOException {
            return Dumps.bz2(XML);
        }
    }

    @Nested
    class SingleStreamOfBlocksThatCutPages extends Format {
        @Override
        byte[] content() throws IOException {
            return Bz2Files.blocks(XML, 997);
        }
    }

    @Nested
    class SingleStreamOfBlocksThatCutEverything extends Format {
        @Override
        byte[] content() throws IOException {
            return Bz2Files.blocks(XML, 13);
        }
    }

    @Nested
    class StreamsOfBlocksThatCutEverything extends Format {
        @Override
        byte[] content() throws IOException {
            int half = XML.length / 2;
            return Dumps.joined(List.of(
                    Bz2Files.blocks(Arrays.copyOf(XML, half), 101),
                    Bz2Files.blocks(Arrays.copyOfRange(XML, half, XML.length), 57)));
        }
    }

    @Nested
    class StreamsThatCutPages extends Format {
        @Override
        byte[] content() throws IOException {
            return Dumps.unaligned(XML, 997);
        }
    }

    @Nested
    class StreamsThatCutEverything extends Format {
        @Override
        byte[] content() throws IOException {
            return Dumps.unaligned(XML, 13);
        }
    }

    @Nested
    class StreamsOfOneByte extends Format {
        @Override
        byte[] content() throws IOException {
            return Dumps.unaligned(Dumps.utf8(Dumps.xml(Dumps.pages().subList(4, 8))), 1);
        }
    }

    @Nested
    class GzipOfSeveralMembers extends Format {
        @Override
        byte[] content() throws IOException {
            return Dumps.gzip(XML, 1000);
        }
    }

    @Nested
    class ZstdOfSeveralFrames extends Format {
        @Override
        byte[] content() {
            return Dumps.zstd(XML, 1000);
        }
    }

    @Nested
    class XzOfSeveralStreams extends Format {
        @Override
        byte[] content() throws IOException {
            return Dumps.xz(XML, 3000);
        }
    }

    @Nested
    class OldVersion extends Format {
        @Override
        byte[] content() throws IOException {
            return Dumps.multistream(Dumps.oldHeader(), Dumps.oldPages(), 2);
        }
    }
}
