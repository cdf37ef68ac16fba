package io.miscord.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be connected to, and which ways of writing an address are none of a public page's. */
class PublicAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "169.254.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.31.196.1",
                "192.52.193.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "192.175.48.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255"
            })
    void an_old_address_that_is_somebodys_own_is_refused(String address) {
        assertThat(PublicAddresses.isPublic(bytes(address))).isFalse();
        assertThat(PublicAddresses.isPublic(wrapped("00000000000000000000ffff", address)))
                .as("mapped")
                .isFalse();
        assertThat(PublicAddresses.isPublic(wrapped("000000000000000000000000", address)))
                .as("compatible")
                .isFalse();
        assertThat(PublicAddresses.isPublic(wrapped("0064ff9b0000000000000000", address)))
                .as("NAT64")
                .isFalse();
        assertThat(PublicAddresses.isPublic(wrapped("0064ff9b0001000000000000", address)))
                .as("own NAT64")
                .isFalse();
        assertThat(PublicAddresses.isPublic(wrapped("2001486000000000" + "00005efe", address)))
                .as("ISATAP")
                .isFalse();
        assertThat(PublicAddresses.isPublic(wrapped("2001486000000000" + "02005efe", address)))
                .as("ISATAP")
                .isFalse();
        assertThat(PublicAddresses.isPublic(wrapped("200100000000000000000000", address)))
                .as("Teredo")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "ff0e::1",
                "64:ff9b::808:808",
                "64:ff9b:1::808:808",
                "100::1",
                "2001::1",
                "2001:10::1",
                "2001:20::1",
                "2001:1ff::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:808:808::1",
                "3fff::1",
                "3fff:fff::1",
                "2620:4f:8000::1",
                "5f00::1",
                "4000::1",
                "e000::1"
            })
    void a_new_address_that_is_not_anybodys_is_refused(String address) {
        assertThat(PublicAddresses.isPublic(bytes(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.1.1",
                "192.167.255.255",
                "192.169.0.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:4860:4860::8888",
                "2a00:1450::1",
                "2001:200::1",
                "3ffe::1",
                "2620:4f:8001::1"
            })
    void what_is_anybodys_is_not_refused(String address) {
        assertThat(PublicAddresses.isPublic(bytes(address))).isTrue();
    }

    @Test
    void what_is_no_address_is_refused() {
        assertThat(PublicAddresses.isPublic(new byte[0])).isFalse();
        assertThat(PublicAddresses.isPublic(new byte[5])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.1/",
                "http://0177.0.0.1/",
                "http://127.1/",
                "http://0/",
                "http://127.0.0.1./",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://①②⑦.⓪.⓪.①/",
                "http://127。0。0。1/",
                "http://１２７.0.0.1/",
                "http://localhost/",
                "http://localhost./",
                "http://a.localhost/",
                "http://printer.local/",
                "http://db.internal/",
                "http://metadata.google.internal/",
                "http://router/",
                "http://router.lan/",
                "http://x.home.arpa/",
                "http://1.0.0.127.in-addr.arpa/",
                "http://user@example.org/",
                "http://example.org:80@10.0.0.1/",
                "http://example.org\\@127.0.0.1/",
                "http:///etc",
                "http://",
                "https:example.org",
                "ftp://example.org/",
                "file:///etc/passwd",
                "gopher://example.org/",
                "javascript:alert(1)",
                "http://exa mple.org/",
                "http://example.org:0x50/",
                "http://example.org:/",
                "http://example.org:99999/",
                "http://-a.org/",
                "http://a..org/",
                "http://example.0x7f/",
                "http://%31%32%37.0.0.1/",
                "http://a.onion/"
            })
    void no_way_of_writing_ones_own_is_an_address_of_a_public_page(String url) {
        assertThat(WebAddress.of(url)).isEmpty();
    }

    @Test
    void an_address_is_read_as_it_will_be_asked_for() {
        assertThat(WebAddress.of("HTTPS://Example.ORG./a b?q=ü\"#part"))
                .contains(new WebAddress(true, "example.org", 443, "/a%20b?q=%C3%BC%22"));
        assertThat(WebAddress.of("http://пример.рф:8080"))
                .contains(new WebAddress(false, "xn--e1afmkfd.xn--p1ai", 8080, "/"));
        assertThat(WebAddress.of("http://example.org?q")).contains(new WebAddress(false, "example.org", 80, "/?q"));
        assertThat(WebAddress.of("http://example.org/a\r\nX-Evil:1"))
                .hasValueSatisfying(read -> assertThat(read.path()).doesNotContain("\r", "\n"));
        assertThat(WebAddress.of("http://example.org/" + "a".repeat(2_000))).isEmpty();
    }

    @Test
    void a_redirect_is_read_from_where_it_was_said() {
        var page = WebAddress.of("https://example.org/a/b?c").orElseThrow();
        assertThat(page.resolve("d").map(WebAddress::path)).contains("/a/d");
        assertThat(page.resolve("/d").map(WebAddress::path)).contains("/d");
        assertThat(page.resolve("?d").map(WebAddress::path)).contains("/a/b?d");
        assertThat(page.resolve("//other.org/x").map(WebAddress::host)).isEqualTo(Optional.of("other.org"));
        assertThat(page.resolve("http://127.0.0.1/")).isEmpty();
        assertThat(page.resolve("//localhost/")).isEmpty();
        assertThat(page.resolve("file:///etc/passwd")).isEmpty();
    }

    private static byte[] bytes(String address) {
        return InetAddress.ofLiteral(address).getAddress();
    }

    private static byte[] wrapped(String before, String address) {
        var wrapped = new byte[16];
        for (int i = 0; i < 12; i++) {
            wrapped[i] = (byte) Integer.parseInt(before.substring(2 * i, 2 * i + 2), 16);
        }
        System.arraycopy(bytes(address), 0, wrapped, 12, 4);
        return wrapped;
    }
}
