package dev.siiwad.testkit;

/** The process is gone at this instruction. An error, so that no code under test catches it. */
public final class SimulatedCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimulatedCrash(String operation) {
        super("simulated crash at " + operation);
    }
}
