package dev.siiwad.cli.crashtest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Where the runs of a crash test keep everything, each in a place of its own: never where the user keeps anything. */
public interface Scratch {
    /** For messages. */
    String where();

    /** What {@code --storage} is for a run. */
    String storage(String run);

    /** The variables that a run needs beside. */
    Map<String, String> environment(String run);

    /** Whether single changes to what is kept can be told apart. */
    boolean onDisk();

    /** Whether the run has a checkpoint. */
    boolean inProgress(String run) throws IOException;

    /** A directory with what the run has published, as it is now; it need not exist. */
    Path silver(String run) throws IOException;

    /** Removes all of a run. */
    void remove(String run) throws IOException;

    /** Removes everything. */
    void remove() throws IOException;
}
