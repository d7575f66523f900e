package dev.siiwad.cli.all;

import dev.siiwad.Environment;
import dev.siiwad.cli.terminal.Setting;
import dev.siiwad.cli.terminal.SettingTable;
import java.time.Period;
import java.util.Map;

/** How long after one collection the next is due, where the source's own {@code every} does not say. */
final class Cadence {
    private static final Map<String, String> VARIABLES = Map.of(
            "wikipedia", "SDC_ORCHESTRATION__CADENCE_DAYS__WIKIPEDIA",
            "huggingface", "SDC_ORCHESTRATION__CADENCE_DAYS__HUGGINGFACE",
            "sprakbanken", "SDC_ORCHESTRATION__CADENCE_DAYS__SPRAKBANKEN",
            "bbc", "SDC_ORCHESTRATION__CADENCE_DAYS__BBC",
            "tiktok", "SDC_ORCHESTRATION__CADENCE_DAYS__TIKTOK");

    private static final int DAYS = 7;

    private Cadence() {}

    /** @param command the one that collects the source */
    static Period of(String command, Environment environment) {
        String variable = VARIABLES.get(command);
        return variable == null
                ? Period.ofDays(DAYS)
                : Period.ofDays(environment.integer(variable, 1).orElseGet(() -> usual(variable)));
    }

    private static int usual(String variable) {
        return SettingTable.all().stream()
                .filter(setting -> setting.name().equals(variable))
                .map(Setting::fallback)
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(DAYS);
    }
}
