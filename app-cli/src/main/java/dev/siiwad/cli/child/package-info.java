/** This program, started again by itself in a process of its own: {@link dev.siiwad.cli.child.ChildCommand}. */
package dev.siiwad.cli.child;
