package dev.siiwad.publish;

/**
 * What the receipt of a dataset names one by one.
 *
 * @param setAside the units that are missing from it
 * @param origin what it was made from, so far as the version that published it wrote that down
 */
public record DatasetDetails(Receipt.SetAside setAside, Origin origin) {}
