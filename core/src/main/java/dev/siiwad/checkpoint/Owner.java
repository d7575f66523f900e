package dev.siiwad.checkpoint;

/**
 * The process that wrote a checkpoint.
 *
 * @param host its machine's name
 * @param boot identifies the machine's boot, so that a process id means something; empty if the machine does not tell
 * @param pid its process id
 * @param nonce a random token of this one attempt
 */
public record Owner(String host, String boot, long pid, String nonce) {
    public Owner {
        if (nonce.isBlank()) {
            throw new IllegalArgumentException("an owner needs a nonce");
        }
    }
}
