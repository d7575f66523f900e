package dev.siiwad.cli.terminal;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/** The defaults of {@link SettingTable}, for the help of options that beat a setting: {@code ${bundle:SDC_THREADS}}. */
public final class SettingDefaults extends ResourceBundle {
    private final Map<String, String> fallbacks =
            SettingTable.all().stream().collect(Collectors.toMap(Setting::name, Setting::fallback));

    @Override
    protected Object handleGetObject(String name) {
        return fallbacks.get(name);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(fallbacks.keySet());
    }
}
