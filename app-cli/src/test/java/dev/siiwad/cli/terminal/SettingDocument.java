package dev.siiwad.cli.terminal;

/** docs/configuration.md, made of {@link SettingTable}. */
final class SettingDocument {
    private static final String HEAD = """
            # Configuration

            <!-- Made of the class SettingTable; a test compares the two. -->

            Every setting is a variable of the environment. It can also be in `.env` in the working directory, under the same name, and in `siiwad.yaml` there, by its key. An option
            beats the environment, which beats `.env`, which beats `siiwad.yaml`, which beats the default. `SIIWAD_CONFIG` names another file than `siiwad.yaml`.

            ```yaml
            http:
              contact: data@example.org
            scraping:
              bbc:
                max_articles: 500
            ```

            What `siiwad ingest all` collects is in the same file, below `ingest`: [operating.md](operating.md#collecting-everything) says how.

            `siiwad config show` prints each setting, the value that counts and where it is from; of secrets only that they are set. `siiwad config check` says which values cannot be,
            exit code 2. A key, or a name that begins with `SDC_`, that is not a setting is an error that names the nearest one; variables that only the Python project reads are
            passed over. `config show --json` gives `version` (1; members are only added) and `settings`, each with `name`, `key`, `value` and `from` (`default`, `the environment`, or a file).
            """;

    private SettingDocument() {}

    static String text() {
        StringBuilder text = new StringBuilder(HEAD);
        for (SettingTable.Group group : SettingTable.groups()) {
            text.append("\n## ")
                    .append(group.heading())
                    .append(
                            "\n\n| variable | key in `siiwad.yaml` | option | default | what it decides |\n|---|---|---|---|---|\n");
            for (Setting setting : group.settings()) {
                text.append("| `")
                        .append(setting.name())
                        .append("` | ")
                        .append(setting.isInFile() ? "`" + setting.key() + "`" : "")
                        .append(" | ")
                        .append(setting.option()
                                .map(option -> "`" + option.replace(", ", "`, `") + "`")
                                .orElse(""))
                        .append(" | ")
                        .append(setting.fallback())
                        .append(" | ")
                        .append(setting.words())
                        .append(" |\n");
            }
        }
        return text.toString();
    }
}
