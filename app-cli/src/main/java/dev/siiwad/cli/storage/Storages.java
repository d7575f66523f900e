package dev.siiwad.cli.storage;

import dev.siiwad.Environment;
import dev.siiwad.ThisProcess;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.file.FileStorage;
import dev.siiwad.storage.s3.S3Settings;
import dev.siiwad.storage.s3.S3Storage;
import java.util.Optional;

/**
 * Finds and opens the places where things are kept.
 *
 * @param disks for those on this machine
 */
public record Storages(Session session, Disks disks) {
    /**
     * Where a command is to look.
     *
     * @param typed the value of {@code --storage}, if there is one
     * @throws UsageException if what is asked for is neither a directory nor a bucket
     */
    public Directories directories(Optional<String> typed) {
        return Directories.of(session.environment(), session.shell().directory(), typed);
    }

    /**
     * Opens a place; whoever opens it closes it.
     *
     * @param takeOver whether a run that lives is to lose its source; on files it never does
     * @throws UsageException if a setting of the place is malformed
     */
    public Storage open(Directories directories, boolean takeOver) {
        if (directories.bucket().isPresent()) {
            return bucket(directories, takeOver);
        }
        if (takeOver) {
            throw new UsageException("--take-over works in a bucket; in a directory a run that lives keeps its lock."
                    + " Stop that run, then run this command again");
        }
        return new FileStorage(
                directories.staging(), directories.silver(), disks.disk(directories.staging(), directories.silver()));
    }

    private Storage bucket(Directories directories, boolean takeOver) {
        Environment environment = session.environment();
        try {
            return S3Storage.open(
                    directories.bucket().orElseThrow(),
                    S3Settings.of(environment::text),
                    ThisProcess.owner(environment),
                    takeOver);
        } catch (IllegalArgumentException e) {
            throw new UsageException(directories.bucket().orElseThrow() + ": " + e.getMessage());
        }
    }
}
