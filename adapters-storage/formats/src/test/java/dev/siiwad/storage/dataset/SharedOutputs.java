package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Receipt;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Files in memory that several processes write, each of which sees of the others what there was when it last looked; how often they look, read and take is counted. */
final class SharedOutputs {
    private final Map<String, byte[]> records = new TreeMap<>();
    private final Map<String, Set<Object>> begun = new HashMap<>();
    private long requests;

    /** Of all processes together. */
    long requests() {
        return requests;
    }

    /** A process that has begun a part, and died. */
    void begin(String part) {
        begun.computeIfAbsent(part, none -> new HashSet<>()).add(new Object());
    }

    DatasetOutputs process() {
        return new OfProcess();
    }

    private final class OfProcess implements DatasetOutputs {
        private Set<String> kept = Set.of();
        private Set<String> begunByOthers = Set.of();

        @Override
        public String where() {
            return "memory";
        }

        @Override
        public DurableOutput create(String name) {
            begun.computeIfAbsent(name, none -> new HashSet<>()).add(this);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            return new DurableOutput() {
                @Override
                public void write(int single) {
                    bytes.write(single);
                }

                @Override
                public void force() {}
            };
        }

        @Override
        public void look(String record, String part) {
            requests++;
            kept = Set.copyOf(records.keySet());
            begunByOthers = new HashSet<>();
            begun.forEach((name, by) -> {
                if (by.stream().anyMatch(one -> one != this)) {
                    begunByOthers.add(name);
                }
            });
        }

        @Override
        public boolean isKept(String record) {
            return kept.contains(record);
        }

        @Override
        public Optional<byte[]> written(String record) {
            requests++;
            return Optional.ofNullable(records.get(record));
        }

        @Override
        public boolean isBegun(String part) {
            return begunByOthers.contains(part);
        }

        @Override
        public long arrived(String part) {
            requests++;
            return 1;
        }

        @Override
        public void keep(String record, Optional<String> file, byte[] bytes) {
            records.putIfAbsent(record, bytes);
        }

        @Override
        public boolean take(String record, Optional<Receipt.PublishedFile> file) {
            requests++;
            return true;
        }
    }
}
