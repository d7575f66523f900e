package dev.siiwad.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Slice;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.InMemoryPlace;
import dev.siiwad.testkit.ListSource;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slices are found by marks: every slice by somebody, and without every process looking at every slice. */
class SliceSearchTest {
    private static final RunId RUN = new RunId("run-1");

    private final InMemoryPlace place = new InMemoryPlace();
    private final Set<Integer> taken = new HashSet<>();
    private long requests;

    /** A process that reads one slice in each of its turns. */
    private final class Worker {
        private final SliceSearch search;
        private Optional<Slice> reading = Optional.empty();

        Worker(List<Slice> slices, int first) {
            search = new SliceSearch(slices, counted(), RUN, first, OptionalInt.empty());
        }

        /** Whether it has found anything to read. */
        boolean turn() throws IOException {
            if (reading.isPresent()) {
                search.markRead(reading.get());
            }
            search.begin();
            for (reading = search.unbegun(); reading.isPresent(); reading = search.unbegun()) {
                requests++;
                if (taken.add(reading.get().number())) {
                    search.markBegun(reading.get());
                    return true;
                }
                search.isBegun(reading.get());
            }
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 3", "1000, 1", "1000, 20", "1000, 200", "3000, 100"})
    void findingWorkTakesAFewRequestsForEachSliceAndForEachProcess(int slices, int workers) throws IOException {
        ListSource source = ListSource.of(slices);
        List<Slice> all = Slice.of(source, source.snapshot(), slices);
        List<Worker> some = new ArrayList<>();
        for (int n = 0; n < workers; n++) {
            some.add(new Worker(all, (n * 7919) % slices));
        }
        for (boolean any = true; any; ) {
            any = false;
            for (Worker worker : some) {
                any |= worker.turn();
            }
        }
        assertThat(taken).hasSize(slices);
        for (Worker worker : some) {
            assertThat(worker.turn()).isFalse();
            assertThat(worker.search.left()).isZero();
        }
        assertThat(requests).isBetween(3L * slices, 5L * slices + 5L * workers * (slices / 500 + 1));
    }

    @Test
    void whereNoMarksAreKeptEachSliceIsGivenOnceAndThenAsOneThatOthersHave() throws IOException {
        ListSource source = ListSource.of(3);
        List<Slice> all = Slice.of(source, source.snapshot(), 3);
        SliceSearch search = new SliceSearch(all, unmarked(), RUN, 1, OptionalInt.empty());
        List<Integer> given = new ArrayList<>();
        search.begin();
        for (Optional<Slice> next = search.unbegun(); next.isPresent(); next = search.unbegun()) {
            given.add(next.get().number());
            search.isBegun(next.get());
        }
        search.begin();
        assertThat(search.unbegun()).isEmpty();
        assertThat(given).containsExactly(2, 3, 1);
        assertThat(search.begun()).contains(all.get(1));
        search.markRead(all.get(2));
        assertThat(search.begun()).contains(all.get(0));
        assertThat(search.begun()).contains(all.get(1));
        assertThat(search.left()).isEqualTo(2);
    }

    private SegmentStore counted() {
        return through((method, store) -> {
            if (method.contains("mark")) {
                requests += method.equals("keepsMarks") ? 0 : 1;
            }
        });
    }

    private SegmentStore unmarked() {
        return (SegmentStore) Proxy.newProxyInstance(
                SegmentStore.class.getClassLoader(),
                new Class<?>[] {SegmentStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("keepsMarks")) {
                        return false;
                    }
                    return method.getReturnType().equals(void.class) ? null : List.of();
                });
    }

    private interface Watcher {
        void asked(String method, SegmentStore store);
    }

    private SegmentStore through(Watcher watcher) {
        ListSource any = ListSource.of(1);
        SegmentStore store = place.open(new DurableOperations()).segments(any.id());
        return (SegmentStore) Proxy.newProxyInstance(
                SegmentStore.class.getClassLoader(),
                new Class<?>[] {SegmentStore.class},
                (proxy, method, arguments) -> {
                    watcher.asked(method.getName(), store);
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
