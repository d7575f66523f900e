/** {@code siiwad crashtest}: a user's own ingestion, killed in processes of its own and carried on. Start at {@link dev.siiwad.cli.crashtest.Crashtest}. */
package dev.siiwad.cli.crashtest;
