package dev.siiwad.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How wide the terminal of this process is. Java does not tell, {@code stty} does; it is asked at most once a second, since a window may change. Where it cannot be
 * asked, {@value #UNKNOWN}. Safe for use by several threads.
 */
final class TerminalColumns implements IntSupplier {
    static final int UNKNOWN = 80;

    private static final int COLUMNS_MIN = 20;
    private static final long ASKED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long ANSWER_MS_MAX = 500;
    private static final Pattern SIZE = Pattern.compile("\\d{1,5} (\\d{1,5})\\s*");

    private int columns = UNKNOWN;
    private long askedNanos;
    private boolean asked;
    private boolean silent;

    @Override
    public synchronized int getAsInt() {
        long now = System.nanoTime();
        if (!silent && (!asked || now - askedNanos > ASKED_EVERY_NANOS)) {
            asked = true;
            askedNanos = now;
            ask();
        }
        return columns;
    }

    private void ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(ANSWER_MS_MAX, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return;
            }
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher size = SIZE.matcher(answer);
            if (size.matches() && Integer.parseInt(size.group(1)) > 0) {
                columns = Math.max(COLUMNS_MIN, Integer.parseInt(size.group(1)));
            }
        } catch (IOException noSuchProgram) {
            silent = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
