package dev.siiwad.cli.terminal;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * How the program logs until {@link Logging#start}, and how tests that do not call it log: to stderr, from INFO on. Without it logback logs everything, and
 * Parquet then slows a run down tenfold. Logback finds it by name.
 */
@ConfiguratorRank(ConfiguratorRank.NOMINAL)
public final class InitialLogging extends ContextAwareBase implements Configurator {
    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Logging.begin(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
