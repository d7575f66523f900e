package dev.siiwad.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code .env}: lines {@code NAME=value}, {@code export NAME="value"} or {@code NAME='value'  # comment}. The file may hold settings of other
 * programs in forms of their own, so only lines that begin with one of our names are read.
 */
final class DotEnv {
    private static final Pattern OURS = Pattern.compile("(?:export\\s+)?((?:SDC|HF|AWS)_\\w*)(.*)");
    private static final Pattern VALUE =
            Pattern.compile("\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"'\\s#][^#]*?|))\\s*(?:(?<!\\S)#.*)?");

    private DotEnv() {}

    /** @throws UsageException naming the line, but not the value, which may be a secret */
    static Map<String, String> parse(String name, String text) {
        Map<String, String> values = new HashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher ours = OURS.matcher(line.strip());
            if (ours.matches()) {
                values.put(ours.group(1), value(name + ": line " + number, ours.group(1), ours.group(2)));
            }
        }
        return values;
    }

    private static String value(String place, String variable, String rest) {
        Matcher value = VALUE.matcher(rest);
        if (!value.matches()) {
            throw new UsageException(
                    place + ": " + variable + " has no value of the form NAME=value or NAME=\"value\"");
        }
        for (int group = 1; group <= 3; group++) {
            if (value.group(group) != null) {
                return value.group(group);
            }
        }
        return "";
    }
}
