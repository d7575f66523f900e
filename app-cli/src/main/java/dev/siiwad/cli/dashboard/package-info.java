/**
 * One page about runs and datasets, served by the program itself. {@link dev.siiwad.cli.dashboard.Place} looks, and gives facts; {@code BoardJson} and {@code BoardMetrics} write them down;
 * {@code BoardServer} hands them out, and the page is a resource beside these classes.
 */
package dev.siiwad.cli.dashboard;
