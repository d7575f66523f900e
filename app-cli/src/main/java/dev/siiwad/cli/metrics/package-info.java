/** Figures of runs for Prometheus: {@link dev.siiwad.cli.metrics.MetricsText} is their format, {@link dev.siiwad.cli.metrics.MetricsFile} a file of them. */
package dev.siiwad.cli.metrics;
