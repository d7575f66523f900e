package dev.siiwad.publish;

import java.util.List;

/**
 * What the receipt of a dataset names one by one.
 *
 * @param setAside the units that are missing from it
 * @param addresses those that its run has read, for a source that reads a list of them; none if an earlier version published it
 */
public record DatasetDetails(Receipt.SetAside setAside, List<String> addresses) {
    public DatasetDetails {
        addresses = List.copyOf(addresses);
    }
}
