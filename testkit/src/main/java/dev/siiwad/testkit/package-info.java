/** What every adapter is tested with: the contract of each port, storage in memory that fails on demand, and a source made of a list. */
package dev.siiwad.testkit;
