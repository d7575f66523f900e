package dev.siiwad.source.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import okhttp3.Dns;

/**
 * Keeps redirects away from addresses that mean something else on every machine: those of the link it is on, and those where a cloud tells a machine its
 * secrets. A server that redirects there wants this machine to ask for what the server may not. What a request itself names may be anywhere. Safe for use by
 * several threads.
 */
final class InsideHosts implements Dns {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    /** Names that clouds give the service, whatever they resolve to. */
    private static final Set<String> METADATA_NAMES = Set.of(
            "metadata", "metadata.google.internal", "metadata.goog", "instance-data", "instance-data.ec2.internal");

    /** The service outside of the link's own addresses: Amazon's by IPv6, Alibaba's, Azure's and Oracle's. */
    private static final List<String> METADATA_ADDRESSES =
            List.of("fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192");

    /** An IPv4 address as NAT64 wraps it is after these bytes (RFC 6052). */
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    private final Set<String> named = ConcurrentHashMap.newKeySet();

    /** A request names this host itself. */
    void allow(String host) {
        named.add(host);
    }

    /** Whether a host is one of these as it is written; what a name resolves to shows when it is looked up. */
    static boolean isInside(String host) {
        if (METADATA_NAMES.contains(host.replaceAll("\\.$", ""))) {
            return true;
        }
        try {
            return LITERAL.matcher(host).matches() && isInside(InetAddress.getByName(host));
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> addresses = Dns.SYSTEM.lookup(host);
        if (!named.contains(host) && addresses.stream().anyMatch(InsideHosts::isInside)) {
            throw new UnknownHostException(
                    host + " is " + addresses + ", inside of this machine's own network; redirects there are refused");
        }
        return addresses;
    }

    private static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 16 && Arrays.equals(NAT64, Arrays.copyOf(bytes, NAT64.length))) {
            return isInside(ipv4(Arrays.copyOfRange(bytes, NAT64.length, bytes.length)));
        }
        return address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || METADATA_ADDRESSES.stream().map(InsideHosts::literal).anyMatch(address::equals);
    }

    private static InetAddress ipv4(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(address + " is an address", e);
        }
    }
}
