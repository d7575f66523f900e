package dev.siiwad.cli.terminal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What Java's own file exceptions mean: they say only a path, and their class says the rest. */
final class FileWords {
    private FileWords() {}

    /** What is wrong, without the path. */
    static String problem(IOException e) {
        if (e instanceof FileSystemException file) {
            return file.getReason() == null ? words(file) : file.getReason();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static String words(FileSystemException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is already a file of this name";
        }
        if (e instanceof NotDirectoryException) {
            return "is not a directory";
        }
        if (e instanceof FileSystemLoopException) {
            return "symbolic links lead in a circle";
        }
        return e.getClass().getSimpleName().replace("Exception", "");
    }
}
