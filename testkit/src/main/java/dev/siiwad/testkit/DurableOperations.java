package dev.siiwad.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the operations that change what is stored, and does something at the n-th of them. Not safe for use by several threads. */
public final class DurableOperations {
    private final List<String> log = new ArrayList<>();
    private long faultAt = Long.MAX_VALUE;
    private Fault fault = Fault.CRASH_BEFORE;
    private Intruder intruder = () -> {};
    private Optional<String> refused = Optional.empty();
    private boolean dead;

    /** What happens at the chosen operation. */
    public enum Fault {
        /** The process dies before anything happens. */
        CRASH_BEFORE,
        /** The process dies when half of it has happened, where the operation can be torn; else before it. */
        CRASH_TORN,
        /** The process dies when it has happened, before the caller knows. */
        CRASH_AFTER,
        /** The whole process tree is killed: what the process has started is dead at once, the process itself at its next operation. */
        CRASH_TREE,
        /** Nothing happens, and the caller is told so. */
        FAIL,
        /** Somebody else acts first, then it goes on. */
        INTRUDE
    }

    /** What somebody else does at the chosen operation. */
    @FunctionalInterface
    public interface Intruder {
        void act() throws IOException;
    }

    /** One change of what is stored. */
    @FunctionalInterface
    public interface Change {
        void apply() throws IOException;
    }

    /** One change of what is stored that gives something back. */
    @FunctionalInterface
    public interface Call<T> {
        T apply() throws IOException;
    }

    /** Plans a fault at the n-th operation from now on, counted from 1; there is one at most. */
    public DurableOperations plan(long n, Fault planned) {
        log.clear();
        dead = false;
        faultAt = n;
        fault = planned;
        return this;
    }

    /** Plans that somebody else acts before the n-th operation from now on. */
    public DurableOperations planIntruder(long n, Intruder who) {
        intruder = who;
        return plan(n, Fault.INTRUDE);
    }

    /** Plans nothing. */
    public DurableOperations planNothing() {
        return plan(Long.MAX_VALUE, Fault.CRASH_BEFORE);
    }

    /** From now on every operation whose name begins so fails, as on a full disk. */
    public DurableOperations refuse(String name) {
        refused = Optional.of(name);
        return this;
    }

    /** The operations since the last plan, in order. */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** Whether the planned fault has happened. */
    public boolean struck() {
        return log.size() >= faultAt;
    }

    /** Carries out one operation that cannot be torn. */
    public void run(String name, Change whole) throws IOException {
        run(name, () -> {}, whole);
    }

    /** Carries out one operation that cannot be torn, and returns what it gave. */
    public <T> T call(String name, Call<T> whole) throws IOException {
        List<T> given = new ArrayList<>();
        run(name, () -> given.add(whole.apply()));
        return given.get(0);
    }

    /** Carries out one operation that a crash may leave half done. */
    public void run(String name, Change half, Change whole) throws IOException {
        if (dead) {
            throw new SimulatedCrash(name + ", after the process had died");
        }
        if (refused.filter(name::startsWith).isPresent()) {
            throw new IOException("simulated refusal of " + name);
        }
        log.add(name);
        if (log.size() != faultAt) {
            whole.apply();
            return;
        }
        switch (fault) {
            case FAIL -> throw new IOException("simulated failure at " + name);
            case INTRUDE -> {
                intruder.act();
                whole.apply();
            }
            case CRASH_TREE -> {
                whole.apply();
                dead = true;
            }
            case CRASH_TORN -> die(name, half);
            case CRASH_AFTER -> die(name, whole);
            default -> die(name, () -> {});
        }
    }

    /** Whether the process is about to die, and what it has started is dead. */
    boolean dying() {
        return dead;
    }

    /** A dead process changes nothing any more, not even while its stack unwinds. */
    private void die(String name, Change last) throws IOException {
        last.apply();
        dead = true;
        throw new SimulatedCrash(name);
    }
}
