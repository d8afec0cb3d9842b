package io.reissue.platforms;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Keeps an endpoint from being aimed at our own network. Addresses are judged where connections are made, and exactly those that
 * were judged are connected to, so a name that resolves differently the next moment gains nothing.
 */
final class EndpointGuard implements DnsResolver {
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private final DnsResolver resolver;
    private final boolean allowHttpOnLoopback;
    private final Set<String> allowedPrivateHosts;

    EndpointGuard(ConnectorSettings settings, DnsResolver resolver) {
        this.resolver = resolver;
        this.allowHttpOnLoopback = settings.allowHttpOnLoopback();
        this.allowedPrivateHosts = settings.allowedPrivateHosts();
    }

    /** The endpoint, or an address of it, is not one to call. Of the one family that {@link #resolve} may throw. */
    static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1;
    }

    /** Judges what can be judged before a name is resolved. */
    void check(URI endpoint) throws Refused {
        var host = endpoint.getHost();
        if (host == null || endpoint.getUserInfo() != null) throw new Refused();
        boolean fits = "https".equals(endpoint.getScheme())
                || "http".equals(endpoint.getScheme()) && loopbackAllowed(host.toLowerCase(Locale.ROOT));
        if (!fits) throw new Refused();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var name = host.toLowerCase(Locale.ROOT);
        var addresses = resolver.resolve(host);
        boolean allowed = allowedPrivateHosts.contains(name)
                || Arrays.stream(addresses)
                        .allMatch(address -> isPublic(address) || address.isLoopbackAddress() && loopbackAllowed(name));
        if (!allowed) throw new Refused();
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return resolver.resolveCanonicalHostname(host);
    }

    private boolean loopbackAllowed(String host) {
        return allowHttpOnLoopback && LOOPBACK_NAMES.contains(host);
    }

    /** Reachable on the Internet, by the special-purpose registries of IANA (RFC 6890). */
    static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return switch (address) {
            case Inet4Address v4 -> Stream.of(SPECIAL_V4).noneMatch(block -> block.holds(v4.getAddress()));
            case Inet6Address v6 ->
                UNICAST_V6.holds(v6.getAddress())
                        && Stream.of(SPECIAL_V6).noneMatch(block -> block.holds(v6.getAddress()));
            default -> false;
        };
    }

    private static final Block[] SPECIAL_V4 = {
        new Block(8, 0),
        new Block(10, 100, 64), // shared by carriers
        new Block(24, 192, 0, 0),
        new Block(24, 192, 0, 2), // documentation
        new Block(24, 192, 88, 99),
        new Block(15, 198, 18), // benchmarks
        new Block(24, 198, 51, 100), // documentation
        new Block(24, 203, 0, 113), // documentation
        new Block(4, 240), // reserved, broadcast
    };
    // All that is given out. Outside lies what is ours, and what embeds IPv4 (NAT64, and ::ffff:127.0.0.1, which a
    // resolver hands on as IPv6).
    private static final Block UNICAST_V6 = new Block(3, 0x20);
    private static final Block[] SPECIAL_V6 = {
        new Block(23, 0x20, 0x01, 0x00, 0x00), // Teredo and others
        new Block(32, 0x20, 0x01, 0x0d, 0xb8), // documentation
        new Block(16, 0x20, 0x02), // 6to4: embeds IPv4
        new Block(20, 0x3f, 0xff, 0x00), // documentation
    };

    private record Block(int bits, int... start) {
        boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int octet = bit / 8;
                int mask = 0x80 >> bit % 8;
                int expected = octet < start.length ? start[octet] : 0;
                if ((address[octet] & mask) != (expected & mask)) return false;
            }
            return true;
        }
    }
}
