package dev.siiwad.source.tiktok;

import dev.siiwad.source.PositionFields;
import dev.siiwad.source.tiktok.PaidBatch.Ahead;
import dev.siiwad.source.tiktok.PaidBatch.Paid;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The field of a position that holds paid runs whose turn has not come, with commas between them:
 *
 * <pre>
 * 20-40@4.5:HG7ML7M8z78YcAPEB:wmKPijuyDnPZAPRMk   videos, cap in USD, run, dataset
 * 40-60@4.5                                       the last alone: before the purchase
 * 40-60@4.5!                                      and it may have been made
 * 40-60@4.5~4f1c…                                 its marker, where it is another than the current one
 * </pre>
 */
final class AheadField {
    static final Pattern MONEY = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,18})?");
    static final Pattern VIDEOS = Pattern.compile("[0-9]{1,5}-[0-9]{1,5}");

    private static final Pattern ENTRY = Pattern.compile("(?<videos>" + VIDEOS + ")@(?<cap>" + MONEY + ")(?<lost>!)?"
            + "(?:~(?<marker>" + Identifiers.SAFE + "))?"
            + "(?::(?<run>" + Identifiers.SAFE + "):(?<dataset>" + Identifiers.SAFE + "))?");
    private static final Pattern ENTRIES =
            Pattern.compile("[^,]+(,[^,]+){0," + (ApifyAccount.PARALLEL_RUNS_MAX - 2) + "}");

    private AheadField() {}

    static String write(List<Ahead> ahead, PaidBatch current) {
        List<String> entries = new ArrayList<>();
        for (Ahead one : ahead) {
            PaidBatch batch = one.batch();
            entries.add(batch.from() + "-" + batch.to() + "@"
                    + batch.capUsd().orElseThrow().toPlainString()
                    + (batch.unanswered() ? "!" : "")
                    + (batch.marker().equals(current.marker()) ? "" : "~" + batch.marker())
                    + one.paid()
                            .map(paid -> ":" + paid.run() + ":" + paid.dataset())
                            .orElse(""));
        }
        return String.join(",", entries);
    }

    /** @throws IOException if there is anything else in it, or the videos do not follow one another */
    static List<Ahead> read(PositionFields fields, PaidBatch current) throws IOException {
        String text = fields.text("ahead", ENTRIES);
        List<Ahead> ahead = new ArrayList<>();
        int to = current.to();
        for (String entry : text.split(",")) {
            Matcher parts = ENTRY.matcher(entry);
            if (!parts.matches()) {
                throw fields.wrong("ahead has \"" + entry + "\"");
            }
            int[] videos = range(fields, parts.group("videos"));
            boolean follows =
                    ahead.isEmpty() || ahead.get(ahead.size() - 1).paid().isPresent();
            if (videos[0] != to || !follows) {
                throw fields.wrong("ahead has \"" + entry + "\" after videos up to " + to);
            }
            to = videos[1];
            PaidBatch batch = new PaidBatch(
                    videos[0],
                    to,
                    Optional.ofNullable(parts.group("marker")).orElse(current.marker()),
                    Optional.of(new BigDecimal(parts.group("cap"))),
                    parts.group("lost") != null);
            ahead.add(new Ahead(
                    batch, Optional.ofNullable(parts.group("run")).map(run -> new Paid(run, parts.group("dataset")))));
        }
        return ahead;
    }

    /** The first video, and the end. */
    static int[] range(PositionFields fields, String text) throws IOException {
        String[] videos = text.split("-");
        int from = Integer.parseInt(videos[0]);
        int to = Integer.parseInt(videos[1]);
        if (from >= to || to > VideoList.VIDEOS_MAX) {
            throw fields.wrong("videos is " + from + "-" + to);
        }
        return new int[] {from, to};
    }
}
