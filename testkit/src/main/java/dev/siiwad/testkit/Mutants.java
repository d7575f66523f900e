package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Publisher;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.SourceId;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Faults that a contract has to find. What they remember is shared by all storages of this JVM, until told to {@link #forget}. */
public final class Mutants {
    private static final Map<String, Object> REMEMBERED = Misbehaviour.REMEMBERED;

    private Mutants() {}

    public static List<Mutant> all() {
        return Stream.of(checkpoints(), admin(), segments(), repairs(), payloads(), datasets())
                .flatMap(List::stream)
                .toList();
    }

    /** Those that only another process can find: what should be durable is kept by this one. */
    public static List<Mutant> ofOneProcess() {
        return List.of(
                Mutant.of(
                                "an attempt is recorded in this process only",
                                SegmentStore.class,
                                "recordAttempt",
                                Misbehaviour::recordedHere)
                        .and(
                                SegmentStore.class,
                                "highestAttempt",
                                (port, real, given) -> Math.max((int) real.call(given), (int)
                                        REMEMBERED.getOrDefault("attempt " + given[0], 0)))
                        .and(SegmentStore.class, "retainOnly", Misbehaviour::forgetAndGoOn),
                Mutant.of(
                                "a payload is stored in this process only",
                                SegmentStore.class,
                                "storePayload",
                                Misbehaviour::storedHere)
                        .and(
                                SegmentStore.class,
                                "payload",
                                (port, real, given) -> Optional.ofNullable(
                                                (String) REMEMBERED.get("payload " + given[0] + given[1]))
                                        .or(() -> Misbehaviour.payload(real, given)))
                        .and(SegmentStore.class, "retainOnly", Misbehaviour::forgetAndGoOn),
                Mutant.of(
                                "a commit is durable when the next one is made",
                                CheckpointStore.class,
                                "commit",
                                (port, real, given) -> {
                                    Object before = REMEMBERED.put("commit", given[0]);
                                    return before == null ? null : real.call(before);
                                })
                        .and(
                                CheckpointStore.class,
                                "load",
                                (port, real, given) -> REMEMBERED.containsKey("commit")
                                        ? new Saved.Committed((Checkpoint) REMEMBERED.get("commit"), Optional.empty())
                                        : real.call(given)));
    }

    /** To be called before each test. */
    public static void forget() {
        REMEMBERED.clear();
    }

    private static List<Mutant> checkpoints() {
        return List.of(
                Mutant.of("commits without comparing", CheckpointStore.class, "commit", (port, real, given) -> {
                    port.load(((Checkpoint) given[0]).source());
                    return real.call(given);
                }),
                Mutant.of(
                                "acquire excludes nobody, and nobody is fenced",
                                CheckpointStore.class,
                                "acquire",
                                (port, real, given) -> (Closeable) () -> {})
                        .and(CheckpointStore.class, "commit", (port, real, given) -> {
                            port.load(((Checkpoint) given[0]).source());
                            return real.call(given);
                        }),
                Mutant.of("deletes without comparing", CheckpointStore.class, "delete", (port, real, given) -> {
                    port.load((SourceId) given[0]);
                    return real.call(given);
                }),
                Mutant.of(
                        "a commit is not there before the storage is closed",
                        CheckpointStore.class,
                        "commit",
                        (port, real, given) -> REMEMBERED.put("never closed", given[0])),
                Mutant.of(
                        "a deletion leaves the checkpoint",
                        CheckpointStore.class,
                        "delete",
                        (port, real, given) -> null),
                Mutant.of(
                        "a commit forgets the document in flight",
                        CheckpointStore.class,
                        "commit",
                        (port, real, given) -> real.call(((Checkpoint) given[0]).released())),
                Mutant.of("the list forgets the last", CheckpointStore.class, "list", (port, real, given) -> {
                    List<?> whole = (List<?>) real.call(given);
                    return whole.subList(0, Math.max(0, whole.size() - 1));
                }),
                Mutant.of(
                        "backups refer to no run",
                        CheckpointStore.class,
                        "referencedRuns",
                        (port, real, given) -> port.load((SourceId) given[0]) instanceof Saved.Committed committed
                                ? Set.of(committed.checkpoint().runId())
                                : Set.of()));
    }

    private static List<Mutant> admin() {
        Class<CheckpointAdmin> admin = CheckpointAdmin.class;
        return List.of(
                Mutant.of("restoring loses what it replaced", admin, "restore", (port, real, given) -> {
                    Object restored = real.call(given);
                    Misbehaviour.removeAllKept(port, (SourceId) given[0]);
                    return restored;
                }),
                Mutant.of("restoring keeps the backup", admin, "restore", (port, real, given) -> {
                    Object restored = real.call(given);
                    port.backUp((SourceId) given[0]);
                    return restored;
                }),
                Mutant.of(
                        "a second backup is not made",
                        admin,
                        "backUp",
                        (port, real, given) -> port.hasBackup((SourceId) given[0]) ? null : real.call(given)),
                Mutant.of("keeps only the last that was replaced", admin, "keepReplaced", (port, real, given) -> {
                    Misbehaviour.removeAllKept(port, (SourceId) given[0]);
                    return real.call(given);
                }),
                Mutant.of("an offset set by hand is not kept", admin, "set", (port, real, given) -> null),
                Mutant.of("does not see a checkpoint by its name", admin, "exists", (port, real, given) -> false));
    }

    private static List<Mutant> segments() {
        Class<SegmentStore> store = SegmentStore.class;
        return List.of(
                Mutant.of("an unsealed segment has a length", store, "create", (port, real, given) -> {
                            REMEMBERED.put("created " + given[0] + ((SegmentStart) given[1]).name(), true);
                            return real.call(given);
                        })
                        .and(store, "length", (port, real, given) -> {
                            Optional<?> length = (Optional<?>) real.call(given);
                            boolean created = REMEMBERED.containsKey("created " + given[0] + given[1]);
                            return length.isEmpty() && created ? Optional.of(1L) : length;
                        }),
                Mutant.of("sealed is durable when the writer is closed", store, "create", Misbehaviour::sealedOnClose)
                        .and(
                                store,
                                "length",
                                (port, real, given) -> REMEMBERED.containsKey("open " + given[0] + given[1])
                                        ? Optional.empty()
                                        : real.call(given)),
                Mutant.of("a name is given twice", store, "create", Misbehaviour::givenTwice),
                Mutant.of("reads the first attempt's segment of a number", store, "read", (port, real, given) -> {
                    SegmentName first = new SegmentName(((SegmentName) given[1]).number(), 1);
                    boolean other = port.length((RunId) given[0], first).isPresent();
                    return other ? real.call(given[0], first, given[2]) : real.call(given);
                }),
                Mutant.of("a missing segment is an empty one", store, "read", (port, real, given) -> {
                    try {
                        return real.call(given);
                    } catch (DamagedSegmentException missing) {
                        return Segment.of(
                                SegmentStart.of((SegmentName) given[1], 0),
                                Tally.NONE,
                                0,
                                1,
                                "sha256:" + "0".repeat(64));
                    }
                }),
                Mutant.of("removes referenced runs too", store, "retainOnly", (port, real, given) -> {
                    port.retainOnly(Set.of());
                    return null;
                }),
                Mutant.of(
                        "asks which runs are needed before it knows which there are",
                        store,
                        "retainOnly",
                        (port, real, given) -> {
                            if (given[0] instanceof SegmentStore.Needed needed) {
                                port.retainOnly(needed.of(Set.of()));
                                return null;
                            }
                            return real.call(given);
                        }),
                Mutant.of("removes nothing", store, "retainOnly", (port, real, given) -> null));
    }

    private static List<Mutant> repairs() {
        Class<SegmentStore> store = SegmentStore.class;
        return List.of(
                Mutant.of(
                        "a repair is there as soon as it is sealed",
                        store,
                        "repair",
                        (port, real, given) -> Misbehaviour.repairing(real.call(given), "seal", (own, seal, none) -> {
                            Object sealed = seal.call(none);
                            own.replace();
                            return sealed;
                        })),
                Mutant.of(
                        "a repair is not put back",
                        store,
                        "repair",
                        (port, real, given) ->
                                Misbehaviour.repairing(real.call(given), "replace", (own, replace, none) -> null)),
                Mutant.of(
                        "a repair is put back when it is closed",
                        store,
                        "repair",
                        (port, real, given) -> Misbehaviour.repairing(real.call(given), "close", (own, close, none) -> {
                            own.replace();
                            return close.call(none);
                        })),
                Mutant.of("a repair removes what it is about to replace", store, "repair", (port, real, given) -> {
                            REMEMBERED.put("repaired " + given[0] + ((SegmentStart) given[1]).name(), true);
                            return Misbehaviour.repairing(real.call(given), "replace", (own, replace, none) -> {
                                REMEMBERED.clear();
                                return replace.call(none);
                            });
                        })
                        .and(
                                store,
                                "length",
                                (port, real, given) -> REMEMBERED.containsKey("repaired " + given[0] + given[1])
                                        ? Optional.empty()
                                        : real.call(given)));
    }

    private static List<Mutant> payloads() {
        Class<SegmentStore> store = SegmentStore.class;
        return List.of(
                Mutant.of("another payload is ignored", store, "storePayload", (port, real, given) -> {
                    try {
                        return real.call(given);
                    } catch (FileAlreadyExistsException other) {
                        return null;
                    }
                }),
                Mutant.of(
                                "another payload replaces the first",
                                store,
                                "storePayload",
                                (port, real, given) -> REMEMBERED.put("payload " + given[0] + given[1], given[2]))
                        .and(
                                store,
                                "payload",
                                (port, real, given) -> Optional.ofNullable(
                                                (String) REMEMBERED.get("payload " + given[0] + given[1]))
                                        .or(() -> Misbehaviour.payload(real, given))),
                Mutant.of("the payload of all runs is one", store, "payload", (port, real, given) -> {
                    REMEMBERED.putIfAbsent("run", given[0]);
                    return real.call(REMEMBERED.get("run"), given[1]);
                }),
                Mutant.of("forgets attempts", store, "recordAttempt", (port, real, given) -> true),
                Mutant.of("the last attempt recorded is the highest", store, "recordAttempt", (port, real, given) -> {
                            REMEMBERED.put("attempt", given[1]);
                            return real.call(given);
                        })
                        .and(
                                store,
                                "highestAttempt",
                                (port, real, given) -> REMEMBERED.getOrDefault("attempt", real.call(given))),
                Mutant.of("two attempts get one number", store, "recordAttempt", (port, real, given) -> {
                    real.call(given);
                    return true;
                }));
    }

    private static List<Mutant> datasets() {
        return List.of(
                Mutant.of("a receipt is shown before all is read", Publisher.class, "publish", Misbehaviour::publishing)
                        .and(Datasets.class, "files", (port, real, given) -> {
                            List<Object> files = new ArrayList<>((List<?>) real.call(given));
                            if (REMEMBERED.containsKey("publishing")) {
                                files.add("half-receipt.json");
                            }
                            return files;
                        }),
                Mutant.of(
                                "the older dataset goes before the newer one is there",
                                Publisher.class,
                                "publish",
                                Misbehaviour::publishing)
                        .and(
                                Datasets.class,
                                "files",
                                (port, real, given) ->
                                        REMEMBERED.containsKey("publishing") ? List.of() : real.call(given)),
                Mutant.of("publishing again gives other bytes", Publisher.class, "publish", (port, real, given) -> {
                            REMEMBERED.merge("times", "x", (a, b) -> a + "" + b);
                            return real.call(given);
                        })
                        .and(
                                Datasets.class,
                                "open",
                                (port, real, given) -> new SequenceInputStream(
                                        (InputStream) real.call(given),
                                        new ByteArrayInputStream(REMEMBERED
                                                .getOrDefault("times", "")
                                                .toString()
                                                .substring(1)
                                                .getBytes()))),
                Mutant.of("whoever has lost publishes", Publisher.class, "publish", (port, real, given) -> {
                    try {
                        return real.call(given);
                    } catch (LostRaceException lost) {
                        return null;
                    }
                }),
                Mutant.of("damage is published", Publisher.class, "publish", (port, real, given) -> {
                    try {
                        return real.call(given);
                    } catch (DamagedSegmentException damaged) {
                        return null;
                    }
                }),
                Mutant.of(
                        "a dataset takes the place of another run's",
                        Datasets.class,
                        "catalog",
                        (port, real, given) -> {
                            Catalog all = (Catalog) real.call(given);
                            int older = Math.max(0, all.datasets().size() - 1);
                            return new Catalog(
                                    all.datasets().subList(older, all.datasets().size()), all.unreadable());
                        }),
                Mutant.of("a removed dataset stays", Datasets.class, "remove", (port, real, given) -> null),
                Mutant.of(
                        "what is continued cannot be removed, and nobody is told",
                        Datasets.class,
                        "remove",
                        (port, real, given) -> {
                            try {
                                return real.call(given);
                            } catch (IOException continued) {
                                return null;
                            }
                        }),
                Mutant.of("what is published is not found", Datasets.class, "files", (port, real, given) -> List.of()));
    }
}
