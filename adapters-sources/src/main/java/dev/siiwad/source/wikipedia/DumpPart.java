package dev.siiwad.source.wikipedia;

import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.BrokenConnectionException;
import dev.siiwad.source.http.CachedFile;
import dev.siiwad.source.http.Download;
import dev.siiwad.source.http.Expected;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.NoRangesException;
import dev.siiwad.source.http.OtherContentException;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.pinned.ProvedFiles;
import dev.siiwad.source.proved.ProvedFile;
import dev.siiwad.source.proved.SuspectFileException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One file of a dump, and how it comes to the local disk. */
sealed interface DumpPart {
    /** Some bzip2 blocks are read at the same time, near to each other. */
    int BLOCKS_KEPT = 8;

    /** Without a directory; what a position calls it. */
    String name();

    /** The pages from a place on, once it is there; every block of the file is proved when it is read. */
    Pages open(DumpPosition from, int pageBytesMax, int threads) throws IOException;

    /** The user's own file: there already, and left alone. */
    record Given(Path path, ProvedFiles files, Optional<DumpRange> range) implements DumpPart {
        @Override
        public String name() {
            return path.getFileName().toString();
        }

        /** @throws SuspectFileException if it is another file than was pinned, and documents of it are committed */
        @Override
        public Pages open(DumpPosition from, int pageBytesMax, int threads) throws IOException {
            ProvedFile proved = files.open(name(), path.toString(), !from.equals(DumpPosition.START), BLOCKS_KEPT);
            DumpFile file = DumpFile.proved(path, proved);
            return range.isPresent()
                    ? DumpPages.open(file, from, range.get(), pageBytesMax, threads)
                    : DumpPages.open(file, from, pageBytesMax, threads);
        }
    }

    /**
     * One of which only the first pages are wanted: read as far as they go, and proved by nothing.
     *
     * @param whole how it comes from a server that gives no parts of files
     */
    record Glimpsed(String name, Opening opening, Optional<Cached> whole) implements DumpPart {
        /** Opens it without bringing it whole. */
        interface Opening {
            DumpFile open() throws IOException;
        }

        @Override
        public Pages open(DumpPosition from, int pageBytesMax, int threads) throws IOException {
            try {
                DumpFile file = opening.open();
                file.read(new byte[1], 0);
                return pages(whole.map(Cached::edition), file, from, pageBytesMax, 1);
            } catch (NoRangesException onlyWhole) {
                return openWhole(from, pageBytesMax, threads, onlyWhole);
            }
        }

        /** Why it cannot be had, where that is so of this file alone. */
        Optional<String> lost(IOException problem) throws IOException {
            return whole.isPresent() && whole.get().isLostAlone(problem)
                    ? whole.get().reason(problem)
                    : Optional.empty();
        }

        private Pages openWhole(DumpPosition from, int pageBytesMax, int threads, IOException why) throws IOException {
            Cached cached = whole.orElseThrow(() -> why);
            cached.fetch(false);
            return cached.open(from, pageBytesMax, threads);
        }
    }

    private static Pages pages(
            Optional<Edition> edition, DumpFile file, DumpPosition from, int pageBytesMax, int threads)
            throws IOException {
        return edition.filter(Edition.CIRRUS::equals).isPresent()
                ? IndexPages.open(file, from, pageBytesMax, threads)
                : DumpPages.open(file, from, pageBytesMax, threads);
    }

    /** Their bytes, where those of all are known before they are here; else each counts as much as the others. */
    static List<Long> sizes(List<DumpPart> parts) {
        List<Long> bytes = new ArrayList<>();
        for (DumpPart part : parts) {
            bytes.add(part instanceof Cached cached ? cached.expected().bytes().orElse(0) : 0L);
        }
        return bytes.contains(0L) ? Collections.nCopies(parts.size(), 1L) : bytes;
    }

    /** The dump that a file belongs to, as its site has it now. */
    interface Listed {
        /**
         * Whether it is still listed as it was pinned, and has other files than this one.
         *
         * @throws IOException also if it is listed otherwise
         */
        boolean asPinnedWithOthers() throws IOException;

        /** Whether the site gives another file of the dump, so that it refuses not all, but one. */
        boolean givesAnother(String name) throws IOException;
    }

    /**
     * A copy in the cache, which may vanish at any time and is then downloaded again.
     *
     * @param alone whether it is the whole dump
     */
    record Cached(
            Edition edition,
            String name,
            RawDirectory raw,
            Request request,
            Expected expected,
            CachedFile file,
            Download download,
            Listed listed,
            boolean alone)
            implements DumpPart {
        private static final Set<Integer> NOT_THERE = Set.of(404, 410);

        Path path() {
            return file.path();
        }

        @Override
        public Pages open(DumpPosition from, int pageBytesMax, int threads) throws IOException {
            DumpFile dump = DumpFile.proved(path(), file.open(path().toString(), BLOCKS_KEPT));
            return pages(Optional.of(edition), dump, from, pageBytesMax, threads);
        }

        boolean isThere() throws IOException {
            return file.isHere();
        }

        /**
         * Returns when the file is whole and verified.
         *
         * @param partlyRead whether documents of it are committed
         * @throws SuspectFileException if so, and it is not the file that was pinned
         */
        void fetch(boolean partlyRead) throws IOException {
            if (!isThere()) {
                raw.prepareFor(name);
            }
            file.fetch(download, request, partlyRead);
        }

        /** As {@link #fetch}, and again where what arrived was not the file, or it did not arrive. */
        void fetchOrLose(boolean partlyRead) throws IOException, LostPartException {
            try {
                fetch(partlyRead);
            } catch (SourceException | InterruptedIOException notTheFile) {
                throw notTheFile;
            } catch (IOException first) {
                if (reason(first).isEmpty()) {
                    throw first;
                }
                fetchAgain(first);
            }
        }

        private void fetchAgain(IOException first) throws IOException, LostPartException {
            try {
                fetch(false);
            } catch (SourceException | InterruptedIOException notTheFile) {
                throw notTheFile;
            } catch (IOException second) {
                Optional<String> reason = reason(second);
                boolean same = first.getMessage().equals(second.getMessage()) || isBroken(first) && isBroken(second);
                if (reason.isEmpty() || !same || !isLostAlone(second)) {
                    throw second;
                }
                throw new LostPartException(reason.get());
            }
        }

        private static boolean isBroken(IOException problem) {
            return problem.getCause() instanceof BrokenConnectionException;
        }

        private boolean isLostAlone(IOException problem) throws IOException {
            boolean there = problem instanceof OtherContentException
                    || problem instanceof HttpStatusException status && NOT_THERE.contains(status.status());
            return listed.asPinnedWithOthers() && (there || listed.givesAnother(name));
        }

        /** Why the file cannot be had, the same each time for the same cause; empty if it is not for the file that it cannot. */
        private Optional<String> reason(IOException problem) {
            if (problem instanceof HttpStatusException status) {
                return Optional.of(
                        NOT_THERE.contains(status.status())
                                ? "its file is listed and is not there: status " + status.status()
                                : "its file is refused with status " + status.status() + ", and others are not");
            }
            if (problem instanceof OtherContentException) {
                return Optional.of("another file is in its place than the one that is listed and was pinned, "
                        + expected.checksum()
                                .map(Object::toString)
                                .orElseGet(() -> expected.bytes().orElse(0) + " bytes")
                        + ", and is the same when it is downloaded again");
            }
            return isBroken(problem)
                    ? Optional.of("its file never comes whole, and others are given")
                    : Optional.empty();
        }

        /** Called once a checkpoint says that its last page has been passed. */
        void discard() throws IOException {
            if (!raw.kept()) {
                file.remove();
            }
        }

        /** Called where it is damaged. */
        void remove() throws IOException {
            file.remove();
        }
    }
}
