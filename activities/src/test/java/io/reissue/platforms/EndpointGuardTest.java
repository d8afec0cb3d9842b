package io.reissue.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "fec0::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001:db8::1",
                "64:ff9b::808:808",
                "64:ff9b:1::a00:1",
                "2001::1",
                "3fff::1",
                "5f00::1",
                "4000::1",
                "100::1"
            })
    void specialAddressesAreNotPublic(String address) throws UnknownHostException {
        assertThat(EndpointGuard.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.0.1",
                "172.32.0.1",
                "198.20.0.0",
                "223.255.255.1",
                "2606:4700:4700::1111",
                "2400:3200::1",
                "::ffff:8.8.8.8"
            })
    void othersArePublic(String address) throws UnknownHostException {
        assertThat(EndpointGuard.isPublic(InetAddress.getByName(address))).isTrue();
    }

    /** A literal of this form becomes IPv4 before anybody sees it; an AAAA record does not, and yet connects there. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "8.8.8.8"})
    void anIpv4AddressThatComesAsIpv6IsNotPublic(String embedded) throws UnknownHostException {
        var mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        System.arraycopy(InetAddress.getByName(embedded).getAddress(), 0, mapped, 12, 4);

        assertThat(EndpointGuard.isPublic(Inet6Address.getByAddress(null, mapped, -1)))
                .isFalse();
    }

    @Test
    void aNameIsRefusedWhenOneOfItsAddressesIsPrivate() {
        assertThatCode(() -> guard(false, "8.8.8.8").resolve("bank.example")).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard(false, "8.8.8.8", "10.0.0.1").resolve("bank.example"))
                .isInstanceOf(EndpointGuard.Refused.class)
                .hasMessage(null);
    }

    @Test
    void aPrivateAddressIsAllowedToTheHostsThatConfigurationNames() {
        assertThatCode(() -> guard(false, "10.0.0.1").resolve("Leased.Line.Example"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> guard(false, "10.0.0.1").resolve("evil.example"))
                .isInstanceOf(EndpointGuard.Refused.class);
    }

    @Test
    void aStrangersNameForLoopbackIsRefusedAlsoWhereLoopbackIsAllowed() {
        assertThatCode(() -> guard(true, "127.0.0.1").resolve("localhost")).doesNotThrowAnyException();
        assertThatThrownBy(() -> guard(true, "127.0.0.1").resolve("evil.example"))
                .isInstanceOf(EndpointGuard.Refused.class);
        assertThatThrownBy(() -> guard(false, "127.0.0.1").resolve("localhost"))
                .isInstanceOf(EndpointGuard.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://bank.example/hooks", "http://127.0.0.1:8080/x", "http://localhost/x", "http://[::1]/x"})
    void httpsGoesAnywhereAndHttpToLoopback(String endpoint) {
        assertThatCode(() -> guard(true, "8.8.8.8").check(URI.create(endpoint))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bank.example/",
                "http://127.0.0.1.evil.example/",
                "ftp://127.0.0.1/",
                "https://u:p@a.example/",
                "https:/x"
            })
    void otherEndpointsAreRefused(String endpoint) {
        assertThatThrownBy(() -> guard(true, "8.8.8.8").check(URI.create(endpoint)))
                .isInstanceOf(EndpointGuard.Refused.class);
    }

    @Test
    void withoutPermissionHttpIsRefusedOnLoopbackToo() {
        assertThatThrownBy(() -> guard(false, "127.0.0.1").check(URI.create("http://127.0.0.1/")))
                .isInstanceOf(EndpointGuard.Refused.class);
    }

    private static EndpointGuard guard(boolean allowHttpOnLoopback, String... addresses) {
        var second = Duration.ofSeconds(1);
        var settings = new ConnectorSettings(
                second, second, second, second, allowHttpOnLoopback, Set.of("leased.line.example"));
        return new EndpointGuard(settings, new FixedNames(addresses));
    }

    private record FixedNames(String... addresses) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) {
            return Arrays.stream(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
