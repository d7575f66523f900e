package dev.siiwad.cli.crashtest;

import dev.siiwad.Environment;
import dev.siiwad.cli.storage.Disks;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.storage.file.Disk;
import dev.siiwad.storage.file.NioDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A process that a crash test has started. It says on stderr where it halts, and at its end how many changes to the disk there were. Its stdin ends with
 * the crash test, and it with its stdin.
 */
public final class CrashtestChild implements HaltingDisk.Halt {
    /** The environment variable that makes a process one, and holds the place to halt at. */
    static final String VARIABLE = "SIIWAD_CRASHTEST";

    /** Its value for a process that is to halt nowhere. */
    static final String COUNT = "count";

    static final String HALTS = "crashtest halts: ";
    static final String COUNTED = "crashtest counted: ";

    private static final int KILLED = 128 + 9;

    private CrashtestChild() {}

    /**
     * The disk of this machine; in a process that a crash test has started, one that halts where the process is to be killed.
     *
     * @throws UsageException as soon as a disk is asked for, if {@value #VARIABLE} has no value that a crash test gives
     */
    public static Disks disks(Environment environment) {
        Optional<String> asked = environment.text(VARIABLE);
        return (staging, silver) -> {
            Disk disk = new NioDisk();
            return asked.isPresent() ? halting(asked.get(), disk, staging, silver) : disk;
        };
    }

    private static Disk halting(String asked, Disk disk, Path staging, Path silver) {
        try {
            return disk(asked, disk, staging, silver);
        } catch (IllegalArgumentException e) {
            throw new UsageException(VARIABLE + ": " + e.getMessage() + ". Unset it: it is for siiwad crashtest alone");
        }
    }

    /** Makes this process one, and gives the disk that it has from now on. */
    private static Disk disk(String asked, Disk disk, Path staging, Path silver) {
        Optional<CrashPoint> place = asked.equals(COUNT) ? Optional.empty() : Optional.of(CrashPoint.parse(asked));
        HaltingDisk halting = new HaltingDisk(disk, staging, silver, place, new CrashtestChild());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> say(COUNTED + halting.changes())));
        Thread parent = new Thread(CrashtestChild::endWithStdin, "siiwad-crashtest");
        parent.setDaemon(true);
        parent.start();
        return halting;
    }

    @Override
    public void announce(String place) {
        say(HALTS + place);
    }

    @Override
    public void awaitTheKill() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private static void endWithStdin() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            Runtime.getRuntime().halt(KILLED);
        }
        Runtime.getRuntime().halt(KILLED);
    }

    /** In one piece, whatever other threads say. */
    private static void say(String line) {
        System.err.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
        System.err.flush();
    }
}
