/** {@code siiwad demo}: real runs against servers of this package's own, killed and carried on. Start at {@link dev.siiwad.cli.demo.Demo}. */
package dev.siiwad.cli.demo;
