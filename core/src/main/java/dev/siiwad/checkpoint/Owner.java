package dev.siiwad.checkpoint;

import java.util.Optional;

/**
 * The process that wrote a checkpoint.
 *
 * @param host its machine's name
 * @param boot identifies the machine's boot, so that a process id means something; empty if the machine does not tell
 * @param pid its process id
 * @param nonce a random token of this one attempt
 * @param pidNamespace within which the process id means something, where the system has such namespaces: containers of one machine have one each
 */
public record Owner(String host, String boot, long pid, String nonce, Optional<String> pidNamespace) {
    public Owner {
        if (nonce.isBlank()) {
            throw new IllegalArgumentException("an owner needs a nonce");
        }
    }

    /** An owner where the system has no namespaces, or of a build that did not look for them. */
    public Owner(String host, String boot, long pid, String nonce) {
        this(host, boot, pid, nonce, Optional.empty());
    }
}
