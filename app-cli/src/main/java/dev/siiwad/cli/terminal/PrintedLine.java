package dev.siiwad.cli.terminal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that may quote what a file or a server says, as one line of output: it can neither look like another line nor be shown in another order. */
public final class PrintedLine {
    private static final Pattern LINE_END = Pattern.compile("\\r?\\n|[\\r\\x0B\\f\\x85\\u2028\\u2029]");

    /** What turns the direction of what follows; a terminal may obey it. */
    private static final Pattern TURNING = Pattern.compile("[\u202A-\u202E\u2066-\u2069]");

    /** What could move a terminal's cursor: messages quote what servers send. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]");

    private PrintedLine() {}

    /** Line ends are shown as {@code \n}, other control characters but the tab as U+FFFD. */
    public static String of(String text) {
        String line = LINE_END.matcher(text).replaceAll(Matcher.quoteReplacement("\\n"));
        return printable(TURNING.matcher(line).replaceAll("\uFFFD"));
    }

    /** The same of several lines: their ends stay. */
    static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
    }
}
