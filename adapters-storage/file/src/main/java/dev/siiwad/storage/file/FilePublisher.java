package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Ownership;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.dataset.DatasetRemoval;
import dev.siiwad.storage.dataset.DatasetWriter;
import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.dataset.PublishedFiles;
import dev.siiwad.storage.dataset.SealedReceipt;
import dev.siiwad.storage.dataset.StoredReceipt;
import dev.siiwad.storage.silver.Edition;
import dev.siiwad.storage.silver.PartFormat;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Publishes datasets as files {@code <silver>/source=<SOURCE>/date_accessed=<D>/<run_id>-part-0000.parquet} and so on.
 *
 * <p>All files are written and forced in a directory of this attempt's own beside their place, {@code .<run_id>.<attempt>-<nonce>.publishing}, so that a disk
 * too small for them is found out before anything is moved; then they are moved there one by one, the directory synced, their bytes read again, and last the receipt: with it the dataset is published. What other runs have published
 * stays. What a crash leaves at any point is finished or removed by the next call.
 */
public final class FilePublisher implements Publisher {
    /** {@code date_accessed=<D>}, {@code source=<SOURCE>}, {@code silver}, {@code processed} and {@code data}. */
    private static final int LEVELS = 5;

    private final Path silver;
    private final PartFormat format;
    private final String programVersion;
    private final Disk disk;
    private final Optional<SigningKey> key;
    private final long partTextBytes;

    /**
     * @param silver the directory above {@code source=<SOURCE>}; it need not exist
     * @param programVersion for the column {@code pipeline_version} and the receipt
     */
    public FilePublisher(Path silver, PartFormat format, String programVersion, Disk disk) {
        this(silver, format, programVersion, disk, Optional.empty());
    }

    /**
     * @param silver the directory above {@code source=<SOURCE>}; it need not exist
     * @param programVersion for the column {@code pipeline_version} and the receipt
     * @param key signs receipts, if there is one
     */
    public FilePublisher(Path silver, PartFormat format, String programVersion, Disk disk, Optional<SigningKey> key) {
        this(silver, format, programVersion, disk, key, DatasetWriter.PART_TEXT_BYTES);
    }

    FilePublisher(Path silver, PartFormat format, String programVersion, Disk disk, long partTextBytes) {
        this(silver, format, programVersion, disk, Optional.empty(), partTextBytes);
    }

    FilePublisher(
            Path silver,
            PartFormat format,
            String programVersion,
            Disk disk,
            Optional<SigningKey> key,
            long partTextBytes) {
        this.silver = silver;
        this.format = format;
        this.programVersion = programVersion;
        this.disk = disk;
        this.key = key;
        this.partTextBytes = partTextBytes;
    }

    @Override
    public Receipt publish(CountedSegments counted, SourceInfo info, Relations relations) throws IOException {
        Checkpoint checkpoint = counted.checkpoint();
        Edition edition = Edition.of(checkpoint, programVersion);
        Path ofSource = silver.resolve(Layout.source(checkpoint.source()));
        Path directory = silver.resolve(
                Layout.dataset(checkpoint.source(), Edition.day(checkpoint.runId(), checkpoint.started())));
        Path aside = directory.resolve(new DatasetNames(checkpoint.runId()).unfinished(checkpoint.claim()));
        Asides asides = new Asides(aside, directory, checkpoint.runId(), disk, true);
        removeLeft(ofSource, counted, asides);
        requireNoLink(aside);
        remove(aside);
        disk.createDirectories(aside);
        disk.syncNames(directory, LEVELS);
        Receipt receipt;
        SealedReceipt sealed;
        try {
            receipt = new DatasetWriter(format, edition, partTextBytes)
                    .write(counted, info, relations, asides, directory.toString());
            sealed = SealedReceipt.of(receipt, programVersion, key);
            moveIntoPlace(receipt.files(), sealed, counted.ownership(), aside, directory);
        } catch (DamagedSegmentException | LostRaceException | RuntimeException e) {
            removeAfter(e, aside);
            throw e;
        } catch (IOException e) {
            removeAfter(e, aside);
            throw explained(e, counted, directory);
        }
        removeEarlier(checkpoint.runId(), sealed.published(), directory);
        remove(aside);
        removeUnfinished(checkpoint, directory);
        disk.syncDirectory(directory);
        return receipt;
    }

    @Override
    public boolean help(CountedSegments counted, SourceInfo info) throws IOException {
        Checkpoint checkpoint = counted.checkpoint();
        Path directory = silver.resolve(
                Layout.dataset(checkpoint.source(), Edition.day(checkpoint.runId(), checkpoint.started())));
        Path aside = directory.resolve(new DatasetNames(checkpoint.runId()).unfinished(checkpoint.claim()));
        requireNoLink(aside);
        disk.createDirectories(aside);
        try {
            return new DatasetWriter(format, Edition.of(checkpoint, programVersion), partTextBytes)
                    .help(counted, info, new Asides(aside, directory, checkpoint.runId(), disk, false));
        } finally {
            removeUnlessWritten(aside, counted.ownership());
        }
    }

    @Override
    public void removeHelp(SourceId source, RunId run, Instant started) throws IOException {
        Path directory = silver.resolve(Layout.dataset(source, Edition.day(run, started)));
        DatasetNames names = new DatasetNames(run);
        if (!Files.exists(directory.resolve(names.receipt()))) {
            return;
        }
        List<Path> left = OwnFiles.directories(
                directory,
                name -> DatasetNames.ofUnfinished(name).filter(names::equals).isPresent());
        for (Path aside : left) {
            remove(aside);
        }
        if (!left.isEmpty()) {
            disk.syncDirectory(directory);
        }
    }

    /** What was written to its end is for whoever publishes; unless there is nobody any more. */
    private void removeUnlessWritten(Path aside, Ownership ownership) throws IOException {
        try {
            ownership.require();
        } catch (LostRaceException nobodyWantsIt) {
            remove(aside);
            return;
        }
        Asides own = new Asides(aside, aside.getParent(), namesOf(aside).run(), disk, false);
        own.keepWritten(List.of(aside));
        if (OwnFiles.isDirectory(aside) && OwnFiles.all(aside).isEmpty()) {
            removeIfEmpty(aside);
        }
    }

    private void moveIntoPlace(
            List<Receipt.PublishedFile> written, SealedReceipt sealed, Ownership ownership, Path aside, Path directory)
            throws IOException {
        if (sealed.signature().isPresent()) {
            write(aside.resolve(sealed.signatureName()), sealed.signature().get());
        }
        write(aside.resolve(sealed.name()), sealed.json());
        ownership.require();
        emptyOthers(aside, directory);
        removeOtherReceipt(directory.resolve(sealed.name()), written);
        for (Receipt.PublishedFile file : written) {
            disk.rename(aside.resolve(file.name()), directory.resolve(file.name()));
        }
        disk.syncDirectory(directory);
        for (Receipt.PublishedFile file : written) {
            requireAsWritten(file, directory.resolve(file.name()));
        }
        ownership.require();
        if (sealed.signature().isPresent()) {
            disk.rename(aside.resolve(sealed.signatureName()), directory.resolve(sealed.signatureName()));
            disk.syncDirectory(directory);
        }
        disk.rename(aside.resolve(sealed.name()), directory.resolve(sealed.name()));
        disk.syncDirectory(directory);
    }

    private void write(Path file, byte[] bytes) throws IOException {
        try (DurableOutput out = disk.create(file)) {
            out.write(bytes);
            out.force();
        }
    }

    /** Where locks do not exclude, another run may have moved a file of its own there since. */
    private static void requireAsWritten(Receipt.PublishedFile written, Path file) throws IOException {
        long bytes = Files.size(file);
        String digest = PublishedFiles.sha256(file);
        if (bytes != written.bytes() || !digest.equals(written.sha256())) {
            throw new IOException(file + ": has " + bytes + " bytes with sha256 " + digest + "; " + written.bytes()
                    + " bytes with sha256 " + written.sha256()
                    + " were written. It was changed while it was published");
        }
    }

    /**
     * Where a run of this id has published something else before, its receipt may not vouch for what is about to be moved. One that vouches for the same stays: it may be of
     * an attempt that has taken over and finished.
     */
    private void removeOtherReceipt(Path current, List<Receipt.PublishedFile> files) throws IOException {
        if (Files.exists(current) && !StoredReceipt.vouchesFor(files, Files.readAllBytes(current))) {
            disk.delete(current);
            disk.syncDirectory(current.getParent());
        }
    }

    /** What this run has published before in another format, in more parts, or signed. */
    private void removeEarlier(RunId run, Set<String> published, Path directory) throws IOException {
        DatasetNames names = new DatasetNames(run);
        for (Path file : OwnFiles.files(directory, name -> names.isOfThisRun(name) && !published.contains(name))) {
            disk.delete(file);
        }
    }

    /**
     * What crashes have left while datasets were published or removed, of any run and day: only one run of a source goes on at a time. What is reached through a
     * link stays, but for what this attempt itself has left where it is about to write.
     */
    private void removeLeft(Path ofSource, CountedSegments counted, Asides asides) throws IOException {
        DatasetRemoval removal = new DatasetRemoval(new FileDatasetPlace(silver, disk));
        List<Path> unfinished = new ArrayList<>();
        for (Path day : OwnFiles.directories(ofSource, Layout::isDay)) {
            unfinished.addAll(OwnFiles.directories(day, DatasetNames::isUnfinished));
        }
        SourceId source = counted.checkpoint().source();
        if (!unfinished.isEmpty() || removal.isUnfinished(source)) {
            counted.ownership().require();
        }
        removal.finish(source);
        asides.keepWritten(unfinished.stream()
                .filter(aside -> isOf(aside, counted.checkpoint()) && isEarlier(aside, counted.checkpoint()))
                .toList());
        for (Path aside : unfinished) {
            DatasetNames names = namesOf(aside);
            if (!isOf(aside, counted.checkpoint())) {
                if (!isPublished(aside, names)) {
                    removeAbandoned(aside.getParent(), names);
                }
                remove(aside);
                disk.syncDirectory(aside.getParent());
            }
        }
    }

    /**
     * What earlier attempts at this run had not moved cannot be moved any more by any of them that still lives: a rename fails whose source is gone. What a later one
     * collects, which has taken over meanwhile, is its own.
     */
    private void emptyOthers(Path own, Path day) throws IOException {
        DatasetNames names = namesOf(own);
        int attempt = DatasetNames.attemptAt(OwnFiles.name(own));
        for (Path aside : OwnFiles.directories(day, DatasetNames::isUnfinished)) {
            boolean earlier = DatasetNames.attemptAt(OwnFiles.name(aside)) <= attempt;
            if (!aside.equals(own) && earlier && namesOf(aside).equals(names)) {
                empty(aside, names);
            }
        }
    }

    private static boolean isOf(Path aside, Checkpoint checkpoint) {
        return namesOf(aside).run().equals(checkpoint.runId());
    }

    private static boolean isEarlier(Path aside, Checkpoint checkpoint) {
        return DatasetNames.attemptAt(OwnFiles.name(aside)) <= checkpoint.attempt();
    }

    /**
     * The directories of earlier attempts at a run that is published now; until then they say that what was moved into place has no receipt. Where the run was begun anew, they
     * may be of another day.
     */
    private void removeUnfinished(Checkpoint published, Path directory) throws IOException {
        for (Path day : OwnFiles.directories(directory.getParent(), Layout::isDay)) {
            for (Path aside : OwnFiles.directories(day, DatasetNames::isUnfinished)) {
                if (isOf(aside, published) && isEarlier(aside, published)) {
                    removeOfOwnRun(aside, day);
                }
            }
        }
    }

    private void removeOfOwnRun(Path aside, Path day) throws IOException {
        DatasetNames names = namesOf(aside);
        if (!isPublished(aside, names)) {
            removeAbandoned(day, names);
        }
        remove(aside);
        disk.syncDirectory(day);
    }

    private static boolean isPublished(Path aside, DatasetNames names) {
        return Files.exists(aside.resolveSibling(names.receipt()));
    }

    /** Moved into place by a run that was given up before its receipt was: never published, and never to be. */
    private void removeAbandoned(Path day, DatasetNames names) throws IOException {
        List<Path> files = OwnFiles.files(day, names::isOfThisRun);
        for (Path file : files) {
            disk.delete(file);
        }
        if (!files.isEmpty()) {
            disk.syncDirectory(day);
        }
    }

    private static void requireNoLink(Path aside) throws IOException {
        if (Files.isSymbolicLink(aside)) {
            throw new IOException(aside + ": is a link; expected a directory of this program's own, or nothing. Remove"
                    + " the link with: rm " + RegularFile.quoted(aside));
        }
    }

    /** Where less room is left than the segments take, with what was written removed, that is what failed; then it says how much is needed. */
    private IOException explained(IOException failure, CountedSegments counted, Path directory) {
        try {
            long needed = counted.bytes();
            long free = disk.freeBytes(directory).orElse(Long.MAX_VALUE);
            return free < needed
                    ? new IOException(
                            failure.getMessage() + ". A dataset takes about as much room as its segments, here "
                                    + needed
                                    + " bytes; without it " + free + " are free, about " + (needed - free)
                                    + " are missing",
                            failure)
                    : failure;
        } catch (IOException unknown) {
            failure.addSuppressed(unknown);
            return failure;
        }
    }

    /**
     * For good: the next dataset may be one of another day, which would not make it so. Where files were moved into place that no receipt names, the directory
     * stays: by it the next publication knows that they were never published.
     */
    private void removeAfter(Exception failure, Path aside) {
        try {
            DatasetNames names = namesOf(aside);
            if (isPublished(aside, names)
                    || OwnFiles.files(aside.getParent(), names::isOfThisRun).isEmpty()) {
                remove(aside);
            } else {
                empty(aside, names);
            }
            disk.syncDirectory(aside.getParent());
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    /** Takes what the run that it is named after has made, and the directory if nothing else is in it. */
    private void remove(Path aside) throws IOException {
        empty(aside, namesOf(aside));
        if (OwnFiles.isDirectory(aside)) {
            removeIfEmpty(aside);
        }
    }

    private void empty(Path aside, DatasetNames names) throws IOException {
        for (Path file : OwnFiles.files(aside, names::isOfThisRun)) {
            disk.delete(file);
        }
    }

    private static DatasetNames namesOf(Path aside) {
        return DatasetNames.ofUnfinished(aside.getFileName().toString()).orElseThrow();
    }

    private void removeIfEmpty(Path directory) throws IOException {
        try {
            disk.delete(directory);
        } catch (DirectoryNotEmptyException notOurs) {
            // what somebody else has put there stays, and the directory with it: nobody takes it for a dataset
        }
    }
}
