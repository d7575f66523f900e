/**
 * What a published dataset holds, whatever its format and wherever it lies: {@link dev.siiwad.storage.silver.SilverRecord}. Python programs read it, so
 * the values are those that Python would give.
 */
package dev.siiwad.storage.silver;
