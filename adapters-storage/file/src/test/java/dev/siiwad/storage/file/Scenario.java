package dev.siiwad.storage.file;

import dev.siiwad.duplicates.Deduplication.Method;
import dev.siiwad.segment.RunId;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.storage.file.Fate.Kind;
import dev.siiwad.storage.file.Fate.Manner;
import dev.siiwad.storage.file.Fate.Moment;
import dev.siiwad.storage.file.Fate.What;
import dev.siiwad.storage.file.Fate.When;
import dev.siiwad.storage.file.ShapedSource.Question;
import dev.siiwad.storage.file.Step.Command;
import dev.siiwad.storage.file.Step.Damage;
import dev.siiwad.storage.file.Step.Wish;
import dev.siiwad.storage.parquet.ParquetFormat;
import dev.siiwad.storage.silver.PartFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is tried: a source, how it is asked for, and what happens to it, step by step. Drawn from one seed and nothing else.
 *
 * @param every as many documents between two checkpoints
 * @param runId that the user gives, if any
 * @param sifting what is published of it
 * @param parquet whether the dataset is published as Parquet
 * @param partTextBytes of text in one published file
 */
record Scenario(
        long seed,
        Shape shape,
        long every,
        Optional<RunId> runId,
        Sifting sifting,
        boolean parquet,
        long partTextBytes,
        List<Step> steps) {
    private static final int STEPS_MAX = 12;
    private static final int DOCUMENTS_MAX = 300;
    private static final int DAY_SECONDS = 86_400;

    Scenario {
        steps = List.copyOf(steps);
    }

    static Scenario of(long seed) {
        return new Drawing(new Dice(seed)).scenario(seed);
    }

    PartFormat format() {
        return parquet ? new ParquetFormat() : new JsonLinesFormat();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                "every=" + every + " runId=" + runId.map(RunId::value).orElse("none") + " " + sifting + " parquet="
                        + parquet + " partTextBytes=" + partTextBytes + "\n" + shape);
        steps.forEach(step -> text.append("\n  ").append(step));
        return text.toString();
    }

    /** Draws one after the other. */
    private static final class Drawing {
        private final Dice dice;
        private int documents;
        private long every;
        private OptionalLong fromOffset = OptionalLong.empty();
        private long limit = Long.MAX_VALUE;

        Drawing(Dice dice) {
            this.dice = dice;
        }

        Scenario scenario(long seed) {
            documents = switch (dice.weighted(3, 30, 47, 20)) {
                case 0 -> 0;
                case 1 -> dice.from(1, 10);
                case 2 -> dice.from(11, 60);
                default -> dice.from(61, DOCUMENTS_MAX);
            };
            every = switch (dice.weighted(documents > 60 ? 3 : 15, 55, 20, 10)) {
                case 0 -> 1;
                case 1 -> dice.from(2, 12);
                case 2 -> dice.from(13, 50);
                default -> 1000;
            };
            Sifting sifting = sifting();
            Shape shape = shape(sifting);
            if (dice.percent(10)) {
                fromOffset = OptionalLong.of(dice.from(0, documents + 1));
            }
            if (documents > 0 && dice.percent(30)) {
                limit = dice.from(1, documents);
            }
            List<Step> steps = new ArrayList<>();
            int count = dice.from(1, STEPS_MAX);
            while (steps.size() < count) {
                add(steps);
            }
            Optional<RunId> runId = dice.percent(20) ? Optional.of(new RunId("given")) : Optional.empty();
            long partTextBytes = dice.percent(50) ? 500 + dice.below(5000) : 1L << 30;
            return new Scenario(seed, shape, every, runId, sifting, dice.percent(2), partTextBytes, steps);
        }

        private Sifting sifting() {
            Method method = dice.oneOf(List.of(Method.values()));
            return new Sifting(method, method != Method.NONE && dice.percent(40), dice.percent(30));
        }

        private Shape shape(Sifting sifting) {
            SortedMap<Long, Shape.Poison> poison = new TreeMap<>();
            int poisonous = documents > 0 && dice.percent(12) ? dice.from(1, 2) : 0;
            for (int n = 0; n < poisonous; n++) {
                poison.put((long) dice.below(documents), dice.oneOf(List.of(Shape.Poison.values())));
            }
            return new Shape(
                    dice.seed(),
                    documents,
                    percentOrNone(15),
                    percentOrNone(30),
                    percentOrNone(20),
                    percentOrNone(40),
                    dice.percent(50),
                    dice.percent(50),
                    sifting.method() == Method.NONE ? 0 : percentOrNone(60),
                    sifting.keepRejects(),
                    poison);
        }

        private int percentOrNone(int most) {
            return dice.percent(40) ? 0 : dice.from(1, most);
        }

        private void add(List<Step> steps) {
            switch (dice.weighted(60, 16, 6, 4, 11, 3)) {
                case 0 -> steps.add(ingest());
                case 1 -> {
                    steps.add(new Step.Ingest(wish(), strike(false), 1));
                    steps.add(new Step.PowerCut(dice.seed()));
                }
                case 2 ->
                    steps.add(new Step.DamagedCheckpoint(
                            dice.oneOf(List.of(Damage.CUT, Damage.BIT, Damage.NULS, Damage.EMPTY)), dice.seed()));
                case 3 -> steps.add(new Step.DamagedSegment(dice.oneOf(List.of(Damage.values())), dice.seed()));
                case 4 -> steps.add(byHand());
                default -> steps.add(new Step.NewEdition());
            }
        }

        private Step ingest() {
            Fate fate = switch (dice.weighted(34, 10, 5, 20, 4, 3, 14, 10)) {
                case 0 -> strike(false);
                case 1 -> strike(true);
                case 2 -> new Fate.Full(dice.mostlySmall(40_000));
                case 3 -> atDocument();
                case 4 -> new Fate.Silent(dice.oneOf(List.of(Question.values())));
                case 5 -> dice.percent(50) ? new Fate.Gone() : new Fate.OtherSettings();
                case 6 -> secondRun();
                default -> new Fate.None();
            };
            int times = switch (dice.weighted(80, 12, 8)) {
                case 0 -> 1;
                case 1 -> dice.from(2, 4);
                default -> dice.from(5, 9);
            };
            return new Step.Ingest(wish(), fate, times);
        }

        private Wish wish() {
            if (dice.percent(20)) {
                limit = limit > documents ? limit : dice.from((int) limit, documents + 5);
            }
            return new Wish(
                    dice.percent(4),
                    dice.percent(80) ? fromOffset : OptionalLong.empty(),
                    limit == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(limit),
                    dice.percent(8) ? dice.from(1, 30) : every,
                    dice.percent(90),
                    dice.percent(30) ? dice.from(-2 * DAY_SECONDS, 2 * DAY_SECONDS) : dice.from(0, 3));
        }

        private Fate strike(boolean failing) {
            Kind kind = dice.percent(55) ? Kind.ANY : dice.oneOf(List.of(Kind.values()));
            int nth = 1 + dice.mostlySmall(kind == Kind.ANY ? 500 : 60);
            Manner killed = dice.oneOf(List.of(Manner.KILLED_BEFORE, Manner.KILLED_WITHIN, Manner.KILLED_AFTER));
            return new Fate.Strike(kind, nth, failing ? Manner.FAILS : killed, dice.share());
        }

        private Fate atDocument() {
            return new Fate.AtDocument(
                    1 + dice.mostlySmall(Math.max(1, documents)),
                    dice.oneOf(List.of(Moment.values())),
                    dice.oneOf(List.of(What.values())));
        }

        private Fate secondRun() {
            When when = dice.oneOf(List.of(When.values()));
            boolean barging = dice.percent(70);
            boolean whilePublishing = when == When.BEFORE_PUBLICATION || when == When.BEHIND_PUBLICATION;
            Fate fate = switch (whilePublishing ? 0 : dice.weighted(30, 40, 30)) {
                case 0 -> new Fate.None();
                case 1 -> strike(false);
                default -> atDocument();
            };
            return new Fate.SecondRun(when, 1 + dice.mostlySmall(Math.max(1, documents)), barging, fate);
        }

        private Step byHand() {
            Fate fate = dice.percent(60) ? new Fate.None() : strike(dice.percent(20));
            return new Step.ByHand(
                    dice.oneOf(List.of(
                            Command.BACKUP,
                            Command.BACKUP,
                            Command.RESTORE,
                            Command.RESTORE,
                            Command.SET,
                            Command.DELETE,
                            Command.CLEAN)),
                    dice.from(0, documents),
                    fate);
        }
    }
}
