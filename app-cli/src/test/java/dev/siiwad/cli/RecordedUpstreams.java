package dev.siiwad.cli;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The upstreams of the runs that are recorded, as a program of its own for {@code record-later.sh}: it says where they are, in the form of a shell's variables,
 * and ends when its input does.
 */
final class RecordedUpstreams {
    static final int COMMENTS_EACH = 4;

    private RecordedUpstreams() {}

    public static void main(String[] arguments) throws IOException {
        try (SmallHub hub = hub(Path.of(arguments[0]));
                SmallAccount account = new SmallAccount(COMMENTS_EACH)) {
            System.out.println("export HF_ENDPOINT=" + hub.url());
            System.out.println("export SDC_SCRAPING__TIKTOK__BASE_URL=" + account.url());
            System.out.println("export SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN=secret");
            while (System.in.read() >= 0) {
                // it goes on until the script ends
            }
        }
    }

    /** @param input the directory with what recorded runs read */
    static SmallHub hub(Path input) throws IOException {
        return SmallHub.serving(
                input.resolve("hub-1.json.gz"), input.resolve("hub-2.json.gz"), input.resolve("hub-3.json.gz"));
    }
}
