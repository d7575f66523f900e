package dev.siiwad;

import dev.siiwad.checkpoint.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** What this process signs its checkpoints with. */
public final class ThisProcess {
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private static final Path PID_NAMESPACE = Path.of("/proc/self/ns/pid");

    private ThisProcess() {}

    /** This process, with a new nonce at each call. Where the system does not tell the host's name, {@code HOSTNAME} does. */
    public static Owner owner(Environment environment) {
        String host = line(HOST).or(() -> environment.text("HOSTNAME")).orElse("");
        return new Owner(
                host,
                line(BOOT).orElse(""),
                ProcessHandle.current().pid(),
                UUID.randomUUID().toString(),
                pidNamespace());
    }

    /** Such as {@code 4026531836}, of the link {@code pid:[4026531836]}. */
    private static Optional<String> pidNamespace() {
        try {
            String digits = Files.readSymbolicLink(PID_NAMESPACE).toString().replaceAll("[^0-9]", "");
            return Optional.of(digits).filter(found -> !found.isEmpty());
        } catch (IOException notOnThisSystem) {
            return Optional.empty();
        }
    }

    private static Optional<String> line(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException notOnThisSystem) {
            return Optional.empty();
        }
    }
}
