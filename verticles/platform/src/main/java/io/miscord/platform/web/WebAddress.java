package io.miscord.platform.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The address of a public page, read once and by one reader: what is connected to and what is asked for there are these
 * parts, so no second reader can understand it otherwise. Its host is a name of the public internet: neither an
 * address, in whatever way one may be written, nor a name of one's own network. No names or passwords of people. Pure.
 *
 * @param secure whether by TLS
 * @param host a name in lower case, in ASCII
 * @param port the port
 * @param path from the first slash on, the query included; encoded
 */
record WebAddress(boolean secure, String host, int port, String path) {
    private static final int LONGEST = 2_000;
    private static final int LONGEST_HOST = 253;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
    /** A last label with which an address of the old kind may end: decimal, octal or hexadecimal. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    /** Ends of names that lead into somebody's own network, or nowhere. */
    private static final Set<String> OWN = Set.of(
            "local",
            "localhost",
            "localdomain",
            "internal",
            "intranet",
            "private",
            "corp",
            "home",
            "lan",
            "arpa",
            "test",
            "invalid",
            "example",
            "onion",
            "alt");

    private static final String MUST_BE_ENCODED = "\"<>\\^`{|}";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int LAST_PORT = 65_535;

    /** Reads an address; empty for what is none of a public page. */
    static Optional<WebAddress> of(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        int scheme = text.indexOf("://");
        var name = scheme < 0 ? "" : text.substring(0, scheme).toLowerCase(Locale.ROOT);
        if (!name.equals("http") && !name.equals("https")) {
            return Optional.empty();
        }
        var rest = text.substring(scheme + 3);
        int end = 0;
        while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        boolean secure = name.equals("https");
        return authority(secure, rest.substring(0, end), path(rest.substring(end)));
    }

    /** Where a page says that it is now; empty when that is no public page. */
    Optional<WebAddress> resolve(String location) {
        var to = location.strip();
        if (to.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            return of(to);
        }
        if (to.startsWith("//")) {
            return of((secure ? "https:" : "http:") + to);
        }
        var bare = path.replaceFirst("\\?.*", "");
        String from;
        if (to.startsWith("/")) {
            from = to;
        } else if (to.startsWith("?")) {
            from = bare + to;
        } else {
            from = bare.substring(0, bare.lastIndexOf('/') + 1) + to;
        }
        return from.length() > LONGEST ? Optional.empty() : Optional.of(new WebAddress(secure, host, port, path(from)));
    }

    /** A request of it, sent to this address of its host and to no other that its name may have a moment later. */
    RequestOptions at(byte[] address) {
        InetAddress pinned;
        try {
            pinned = InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of another length was allowed", e);
        }
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(pinned, port)))
                .setHost(host)
                .setPort(port)
                .setSsl(secure)
                .setURI(path)
                .putHeader(HttpHeaders.HOST, authority())
                .setFollowRedirects(false);
    }

    /** As it is written in a request's Host. */
    String authority() {
        return port == (secure ? HTTPS : HTTP) ? host : host + ':' + port;
    }

    private static Optional<WebAddress> authority(boolean secure, String authority, String path) {
        if (authority.contains("@") || authority.contains("\\")) {
            return Optional.empty();
        }
        int colon = authority.lastIndexOf(':');
        int port = secure ? HTTPS : HTTP;
        var host = authority;
        if (colon >= 0) {
            var digits = authority.substring(colon + 1);
            if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > LAST_PORT) {
                return Optional.empty();
            }
            port = Integer.parseInt(digits);
            host = authority.substring(0, colon);
        }
        return name(host, port, secure, path);
    }

    private static Optional<WebAddress> name(String written, int port, boolean secure, String path) {
        String host;
        try {
            // First what Unicode has for a digit or a dot becomes one, then it is looked at.
            host = IDN.toASCII(written, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        var labels = host.split("\\.", -1);
        if (host.length() > LONGEST_HOST || labels.length < 2) {
            return Optional.empty();
        }
        for (var label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return Optional.empty();
            }
        }
        var last = labels[labels.length - 1];
        return NUMBER.matcher(last).matches() || OWN.contains(last)
                ? Optional.empty()
                : Optional.of(new WebAddress(secure, host, port, path));
    }

    private static String path(String written) {
        int fragment = written.indexOf('#');
        var bare = fragment < 0 ? written : written.substring(0, fragment);
        var path = new StringBuilder(bare.startsWith("/") ? "" : "/");
        for (byte unit : bare.getBytes(StandardCharsets.UTF_8)) {
            int c = unit & 0xFF;
            if (c <= ' ' || c >= 0x7F || MUST_BE_ENCODED.indexOf(c) >= 0) {
                path.append('%').append(String.format(Locale.ROOT, "%02X", c));
            } else {
                path.append((char) c);
            }
        }
        return path.toString();
    }
}
