package dev.siiwad.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.siiwad.Ingestion;
import dev.siiwad.LocalFilesOptions;
import dev.siiwad.Siiwad;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What identifying languages costs: files that are read into a dataset, without it and with it, alternating, in one run.
 *
 * <p>Usage: {@code LanguageCost <directory to work in> [documents] [rounds]}. The documents are made of Somali syllables, 3 kB each.
 */
public final class LanguageCost {
    private static final String[] SYLLABLES =
            ("waa i yo in uu ku ka la a yaa oo la ga soo wa xaa dad ka dal ka san nad kii ma gaa la da dow lad da qaar ba dan ay"
                            + " le wu xuu gu ya hay si da qof caa fi maad wax ba ra sha xil li gan war ar ka shir dhex yar jir hoos")
                    .split(" ");
    private static final int WORDS_PER_DOCUMENT = 460;
    private static final int SYLLABLES_MAX = 4;
    private static final double NANOS = 1e9;

    private final Path directory;
    private final Path file;
    private final int documents;

    private LanguageCost(Path directory, int documents) {
        this.directory = directory;
        this.file = directory.resolve("texts.jsonl");
        this.documents = documents;
    }

    public static void main(String[] args) throws IOException {
        int documents = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        LanguageCost cost = new LanguageCost(Files.createTempDirectory(Path.of(args[0]), "language-cost"), documents);
        cost.write();
        double[] without = new double[rounds];
        double[] with = new double[rounds];
        for (int n = -1; n < rounds; n++) {
            double plain = cost.cpuSeconds(n + "-without", false);
            double identified = cost.cpuSeconds(n + "-with", true);
            if (n >= 0) {
                without[n] = plain;
                with[n] = identified;
            }
        }
        Arrays.sort(without);
        Arrays.sort(with);
        double more = with[rounds / 2] - without[rounds / 2];
        System.out.printf(
                "without %.2f, with %.2f CPU-seconds for %d documents (medians of %d); identified %.0f documents per CPU-second%n",
                without[rounds / 2], with[rounds / 2], documents, rounds, documents / more);
    }

    private void write() throws IOException {
        Random random = new Random(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int n = 0; n < documents; n++) {
                StringBuilder text = new StringBuilder("Qoraal " + n);
                for (int word = 0; word < WORDS_PER_DOCUMENT; word++) {
                    text.append(' ');
                    for (int syllable = random.nextInt(SYLLABLES_MAX); syllable >= 0; syllable--) {
                        text.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
                    }
                }
                out.write("{\"text\":\"" + text + "\"}\n");
            }
        }
    }

    private double cpuSeconds(String name, boolean identify) throws IOException {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long start = process.getProcessCpuTime();
        try (Siiwad siiwad = Siiwad.open(directory.resolve(name), Map.of())) {
            Ingestion ingestion = siiwad.files(LocalFilesOptions.of(List.of(file)))
                    .identifyLanguage(identify)
                    .progress(event -> {});
            ingestion.run();
        }
        return (process.getProcessCpuTime() - start) / NANOS;
    }
}
