package dev.siiwad.testkit;

import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;

/** A process that opens the storage of a contract, takes a {@link ChildStep}, says each thing that has returned, and waits to be killed. */
final class StorageChild {
    private StorageChild() {}

    /** @param arguments the name of the contract's class, the place, and the name of the step */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
        constructor.setAccessible(true);
        StorageContract contract = (StorageContract) constructor.newInstance();
        StorageChild child = new StorageChild();
        try (Storage storage = contract.open(Path.of(arguments[1]))) {
            ChildStep.valueOf(arguments[2]).run(storage, child);
            child.awaitDeath();
        }
    }

    /** Tells the parent; ends this process where nobody listens any more. */
    void say(String line) {
        System.out.println(line);
        if (System.out.checkError()) {
            Runtime.getRuntime().halt(1);
        }
    }

    /** Until the parent has sent a line. */
    void awaitWord() throws IOException {
        for (int read = System.in.read(); read != '\n'; read = System.in.read()) {
            if (read < 0) {
                Runtime.getRuntime().halt(1);
            }
        }
    }

    /** The parent never sends another line. */
    void awaitDeath() throws IOException {
        awaitWord();
    }
}
