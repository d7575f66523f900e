package dev.siiwad.source.http;

/** A network as {@code NO_PROXY} lists it: {@code 10.0.0.0/8}. */
final class Ipv4Network {
    private static final String ADDRESS = "\\d{1,3}(?:\\.\\d{1,3}){3}";
    private static final int BITS = 32;

    private Ipv4Network() {}

    /** Whether an address is inside a network; false if either is something else. */
    static boolean covers(String network, String address) {
        String[] parts = network.split("/", 2);
        if (parts.length != 2
                || !parts[0].matches(ADDRESS)
                || !parts[1].matches("\\d{1,2}")
                || !address.matches(ADDRESS)) {
            return false;
        }
        int bits = Integer.parseInt(parts[1]);
        return bits <= BITS && (bits == 0 || (number(parts[0]) ^ number(address)) >> (BITS - bits) == 0);
    }

    private static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part) & 0xff;
        }
        return number;
    }
}
