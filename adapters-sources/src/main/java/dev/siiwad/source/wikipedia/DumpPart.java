package dev.siiwad.source.wikipedia;

import dev.siiwad.source.http.Download;
import dev.siiwad.source.http.Expected;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.OtherContentException;
import dev.siiwad.source.http.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

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

    /** The dump that a file belongs to, as its site has it now. */
    @FunctionalInterface
    interface Listed {
        /**
         * Whether it is still listed as it was pinned, and has other files than this one.
         *
         * @throws IOException also if it is listed otherwise
         */
        boolean asPinnedWithOthers() throws IOException;
    }

    /** A copy in the cache, which may vanish at any time and is then downloaded again. */
    record Cached(
            Edition edition,
            String name,
            RawDirectory raw,
            Request request,
            Expected expected,
            Download download,
            Listed listed)
            implements DumpPart {
        private static final Set<Integer> NOT_THERE = Set.of(404, 410);

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

        /** As {@link #fetch}, and again where what arrived was not the file. */
        void fetchOrLose() throws IOException, LostPartException {
            try {
                fetch();
            } catch (OtherContentException | HttpStatusException first) {
                if (!lasts(first)) {
                    throw first;
                }
                fetchAgain(first);
            }
        }

        private void fetchAgain(IOException first) throws IOException, LostPartException {
            try {
                fetch();
            } catch (OtherContentException | HttpStatusException second) {
                boolean same = lasts(second) && second.getMessage().equals(first.getMessage());
                if (!same || !listed.asPinnedWithOthers()) {
                    throw second;
                }
                throw new LostPartException(reason(second));
            }
        }

        private static boolean lasts(IOException problem) {
            return !(problem instanceof HttpStatusException status) || NOT_THERE.contains(status.status());
        }

        private String reason(IOException problem) {
            if (problem instanceof HttpStatusException status) {
                return "its file is listed and is not there: status " + status.status();
            }
            String pinned = expected.checksum()
                    .map(Object::toString)
                    .orElseGet(() -> expected.bytes().orElse(0) + " bytes");
            return "another file is in its place than the one that is listed and was pinned, " + pinned
                    + ", and is the same when it is downloaded again";
        }

        /** Called once a checkpoint says that its last page has been passed. */
        void discard() throws IOException {
            raw.discard(name);
        }

        /** Called where it is damaged. */
        void remove() throws IOException {
            raw.remove(name);
        }
    }
}
