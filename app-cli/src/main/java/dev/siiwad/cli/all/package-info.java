/** {@code siiwad ingest all}: every source that is due, each in a process of its own. */
package dev.siiwad.cli.all;
