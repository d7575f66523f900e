package dev.siiwad.duplicates;

/** Makes short signatures of sets: each place of the signatures of two sets is the same with a probability that is the similarity of the sets. */
public interface Signatures {
    /** How many places a signature has. */
    int PLACES = 64;

    /**
     * The signature of a set: the same for the same set, whatever the machine.
     *
     * @param set numbers of which none is there twice, in order; at least one
     * @return {@value #PLACES} numbers
     */
    int[] of(long[] set);
}
