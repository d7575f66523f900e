package dev.siiwad.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Source;
import dev.siiwad.storage.Storage;
import dev.siiwad.transform.Transform;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is wrapped is asked everything: a method that a port gains, with something that it does by default, must not stop here. */
class PassedOnTest {
    private static final Map<Class<?>, Class<?>> WRAPPED = Map.of(
            Source.class, SourceAhead.class,
            DocumentReader.class, ReaderAhead.class,
            Transform.class, TransformAhead.class,
            Storage.class, StorageAhead.class,
            SegmentStore.class, SegmentsAhead.class,
            SegmentWriter.class, WriterAhead.class);

    /** Calls another one of the same reader. */
    private static final Set<String> OF_ITSELF = Set.of("readRaw");

    @Test
    void everyMethodOfAPortIsPassedOn() throws NoSuchMethodException {
        for (Map.Entry<Class<?>, Class<?>> wrapped : WRAPPED.entrySet()) {
            for (Method method : wrapped.getKey().getMethods()) {
                if (!Modifier.isStatic(method.getModifiers()) && !OF_ITSELF.contains(method.getName())) {
                    Method own = wrapped.getValue().getMethod(method.getName(), method.getParameterTypes());
                    assertThat(own.getDeclaringClass()).as("%s", method).isEqualTo(wrapped.getValue());
                }
            }
        }
    }
}
