package dev.siiwad.cli.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.cli.terminal.Configuration;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Setting;
import dev.siiwad.cli.terminal.SettingTable;
import dev.siiwad.cli.terminal.Table;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code siiwad config show}: every setting, its value and where that is from. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description =
                "Prints every setting, the value that counts and where it is from; of secrets only that they are set.")
public final class ConfigShowCommand implements Callable<Integer> {
    private static final int VERSION = 1;
    private static final String DEFAULT = "default";

    @Option(names = "--json", description = "Print JSON; docs/configuration.md says what is in it")
    private boolean json;

    private final Session session;

    public ConfigShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Configuration configuration = Configuration.of(session.shell());
        if (json) {
            session.printAll(json(configuration));
        } else {
            Table table = new Table("SETTING", "VALUE", "FROM");
            for (Setting setting : SettingTable.all()) {
                Optional<Configuration.Value> value = configuration.of(setting);
                table.row(
                        setting.name(),
                        value.map(set -> setting.shown(set.text())).orElse(setting.fallback()),
                        value.map(Configuration.Value::from).orElse(DEFAULT));
            }
            table.lines().forEach(session::print);
        }
        return ExitCode.DONE;
    }

    private static String json(Configuration configuration) {
        ObjectNode members = new ObjectMapper().createObjectNode().put("version", VERSION);
        ArrayNode settings = members.putArray("settings");
        for (Setting setting : SettingTable.all()) {
            Optional<Configuration.Value> value = configuration.of(setting);
            ObjectNode one = settings.addObject().put("name", setting.name()).put("key", setting.key());
            one.put("value", value.map(set -> setting.shown(set.text())).orElse(setting.fallback()));
            one.put("from", value.map(Configuration.Value::from).orElse(DEFAULT));
        }
        return members.toPrettyString();
    }
}
