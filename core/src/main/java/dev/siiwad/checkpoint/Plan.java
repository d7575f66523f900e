package dev.siiwad.checkpoint;

/**
 * What makes a checkpoint the plan of a shared run: it counts nothing itself, its slices have checkpoints of their own. Fixed for the run.
 *
 * @param slices how many slices the snapshot was cut into
 * @param programVersion of whoever planned; workers of another version would not need to agree with it
 */
public record Plan(int slices, String programVersion) {
    /** As many as have a number of four digits. */
    public static final int SLICES_MAX = 9999;

    public Plan {
        if (slices < 1 || slices > SLICES_MAX) {
            throw new IllegalArgumentException("slices is " + slices + "; expected 1 to " + SLICES_MAX);
        }
        if (programVersion.isBlank()) {
            throw new IllegalArgumentException("program_version is empty");
        }
    }
}
