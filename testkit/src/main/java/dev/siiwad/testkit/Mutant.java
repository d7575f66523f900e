package dev.siiwad.testkit;

import dev.siiwad.storage.Storage;
import java.util.function.UnaryOperator;

/**
 * A fault to plant in a storage. {@link StorageContract} over a storage with any of {@link Mutants#all} must fail.
 *
 * @param name what the storage does wrong
 * @param planting gives the storage with the fault
 */
public record Mutant(String name, UnaryOperator<Storage> planting) {
    static <P> Mutant of(String name, Class<P> port, String method, Planted.Instead<P> instead) {
        return new Mutant(name, storage -> Planted.in(storage, port, method, instead));
    }

    /** The same, with another method that does something else. */
    <P> Mutant and(Class<P> port, String method, Planted.Instead<P> instead) {
        return new Mutant(name, storage -> Planted.in(planting.apply(storage), port, method, instead));
    }

    public Storage plant(Storage storage) {
        return planting.apply(storage);
    }

    @Override
    public String toString() {
        return name;
    }
}
