package dev.siiwad.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Cuts a list of units into consecutive shares of about the same weight. */
public final class Cut {
    private Cut() {}

    /**
     * At most so many shares, none of them empty, in order. Where the weights allow no better, a share has one unit.
     *
     * @param weight of a unit, such as its bytes; 0 or more, and together less than 2^63
     */
    public static <T> List<List<T>> into(List<T> units, int countMax, ToLongFunction<? super T> weight) {
        int count = Math.min(countMax, units.size());
        double total = units.stream().mapToDouble(unit -> weighed(unit, weight)).sum();
        List<List<T>> shares = new ArrayList<>();
        double passed = 0;
        int from = 0;
        for (int n = 0; n < units.size(); n++) {
            passed += weighed(units.get(n), weight);
            int left = count - shares.size() - 1;
            boolean heavy = passed >= total * (shares.size() + 1) / count;
            boolean scarce = units.size() - n - 1 == left;
            if (left > 0 && (heavy || scarce)) {
                shares.add(List.copyOf(units.subList(from, n + 1)));
                from = n + 1;
            }
        }
        shares.add(List.copyOf(units.subList(from, units.size())));
        return List.copyOf(shares);
    }

    /** A unit counts a little even without weight: there is work in opening it. */
    private static <T> double weighed(T unit, ToLongFunction<? super T> weight) {
        return 1.0 + weight.applyAsLong(unit);
    }
}
