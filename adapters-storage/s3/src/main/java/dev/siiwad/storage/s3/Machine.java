package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.Owner;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * This process among the others of its machine.
 *
 * @param self how this process signs; its nonce is not looked at
 * @param startOf when the process of an id was started, {@link Instant#MIN} if that is not known, or empty if there is none that lives
 */
public record Machine(Owner self, LongFunction<Optional<Instant>> startOf) {
    /** The processes as the operating system has them. */
    public static Machine of(Owner self) {
        return new Machine(
                self,
                pid -> ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .map(process -> process.info().startInstant().orElse(Instant.MIN)));
    }

    /** Whether a process id of the owner's means something here: not where it may be that of another container. */
    boolean shares(Owner owner) {
        return !self.host().isEmpty()
                && !self.boot().isEmpty()
                && self.host().equals(owner.host())
                && self.boot().equals(owner.boot())
                && self.pidNamespace().equals(owner.pidNamespace());
    }
}
