package dev.siiwad.testkit;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A storage one method of which does something else. */
final class Planted implements Storage {
    private final Storage storage;
    private final CheckpointStore checkpoints;
    private final UnaryOperator<Object> planting;

    private Planted(Storage storage, UnaryOperator<Object> planting) {
        this.storage = storage;
        this.planting = planting;
        this.checkpoints = planted(storage.checkpoints());
    }

    /** What a method does instead. */
    @FunctionalInterface
    interface Instead<P> {
        /** @param port the real object */
        Object call(P port, Real real, Object[] arguments) throws Throwable;
    }

    /** What the method did before. */
    @FunctionalInterface
    interface Real {
        Object call(Object... arguments) throws Throwable;
    }

    /** Plants something in the method of this name, of every object of a port that a storage gives out. */
    static <P> Storage in(Storage storage, Class<P> port, String method, Instead<P> instead) {
        return new Planted(
                storage,
                object -> port.isInstance(object) ? instead(port, port.cast(object), method, instead) : object);
    }

    /** The same object of a port, but for one method. */
    static <P> P instead(Class<P> port, P object, String method, Instead<P> instead) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (proxy, called, arguments) -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    Real real = others -> {
                        try {
                            return called.invoke(object, others);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    };
                    return called.getName().equals(method) ? instead.call(object, real, given) : real.call(given);
                }));
    }

    @SuppressWarnings("unchecked") // a planted object implements the port of the real one
    private <T> T planted(T object) {
        return (T) planting.apply(object);
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public CheckpointAdmin checkpointAdmin() {
        return planted(storage.checkpointAdmin());
    }

    @Override
    public SegmentStore segments(SourceId source) {
        return planted(storage.segments(source));
    }

    @Override
    public Publisher publisher(DatasetFormat format, String programVersion, Optional<SigningKey> key) {
        return planted(storage.publisher(format, programVersion, key));
    }

    @Override
    public Datasets datasets() {
        return planted(storage.datasets());
    }

    @Override
    public void close() {
        storage.close();
    }
}
