package dev.siiwad.source.wikipedia;

import dev.siiwad.source.http.Download;
import dev.siiwad.source.http.Expected;
import dev.siiwad.source.http.Request;
import java.io.IOException;
import java.nio.file.Path;

/** One file of a dump, and how it comes to the local disk. */
sealed interface DumpPart {
    /** Without a directory; what a position calls it. */
    String name();

    Path path();

    /** The pages from a place on, once it is there. */
    Pages open(DumpPosition from, int pageBytesMax) throws IOException;

    /** The user's own file: there already, and left alone. */
    record Given(Path path) implements DumpPart {
        @Override
        public String name() {
            return path.getFileName().toString();
        }

        @Override
        public Pages open(DumpPosition from, int pageBytesMax) throws IOException {
            return DumpPages.open(path, from, pageBytesMax);
        }
    }

    /** A copy in the cache, which may vanish at any time and is then downloaded again. */
    record Cached(Edition edition, String name, RawDirectory raw, Request request, Expected expected, Download download)
            implements DumpPart {
        @Override
        public Path path() {
            return raw.file(name);
        }

        @Override
        public Pages open(DumpPosition from, int pageBytesMax) throws IOException {
            return edition == Edition.CIRRUS
                    ? IndexPages.open(path(), from, pageBytesMax)
                    : DumpPages.open(path(), from, pageBytesMax);
        }

        boolean isThere() throws IOException {
            return expected.isThere(path());
        }

        /** Returns when the file is whole and verified. */
        void fetch() throws IOException {
            if (!isThere()) {
                raw.prepareFor(name);
                download.fetch(request, path(), expected);
            }
        }

        /** Called once a checkpoint says that its last page has been passed. */
        void discard() throws IOException {
            raw.discard(name);
        }
    }
}
