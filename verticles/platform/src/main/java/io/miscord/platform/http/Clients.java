package io.miscord.platform.http;

import io.miscord.platform.config.Config;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells who is at the other end of a request. {@code X-Forwarded-*} is believed from {@code http.trustedProxies} alone:
 * from anybody else it is what somebody would like us to think. Immutable.
 */
public final class Clients {
    private static final Pattern AUTHORITY =
            Pattern.compile("[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?|\\[[0-9a-fA-F:.]+](:[0-9]{1,5})?");

    private final Networks proxies;
    private final List<String> allowed;
    private final String publicUrl;

    /** As configured: whose forwarded headers count, and which other sites are welcome. */
    public Clients(Config.Http settings) {
        this.proxies = Networks.of(settings.trustedProxies());
        this.allowed = settings.corsOrigins();
        this.publicUrl = settings.publicUrl().replaceAll("/+$", "");
    }

    /** Who sent this request. */
    public Client of(HttpServerRequest request) {
        var peer = request.remoteAddress();
        var address = peer == null || peer.hostAddress() == null ? "" : peer.hostAddress();
        var proxied = proxies.contains(address);
        var secure = request.isSSL() || (proxied && "https".equalsIgnoreCase(last(request, "X-Forwarded-Proto")));
        return new Client(proxied ? forwarded(request, address) : address, secure, origin(request, proxied, secure));
    }

    /** Where people reach the instance, for links: {@code http.publicUrl}, or else what this request asked. */
    public String site(Client client) {
        return publicUrl.isEmpty() ? client.origin() : publicUrl;
    }

    /** Whether a page of this origin may act for its visitor: one of our own or of {@code http.corsOrigins}. */
    public boolean welcomes(Client client, String origin) {
        return !origin.isEmpty()
                && (origin.equals(client.origin())
                        || allowed.contains(origin)
                        || publicUrl.equals(origin)
                        || publicUrl.startsWith(origin + "/"));
    }

    private String forwarded(HttpServerRequest request, String peer) {
        var hops = String.join(",", request.headers().getAll("X-Forwarded-For")).split(",", -1);
        var address = peer;
        // From the nearest hop outwards: the first that is no proxy of ours is the client, whatever it says of others.
        for (int i = hops.length - 1; i >= 0 && proxies.contains(address); i--) {
            var hop = hops[i].strip();
            if (Networks.literal(hop).isEmpty()) {
                break;
            }
            address = hop;
        }
        return address;
    }

    private static String origin(HttpServerRequest request, boolean proxied, boolean secure) {
        var told = proxied ? last(request, "X-Forwarded-Host") : null;
        var authority = told != null ? told : authority(request);
        if (authority == null || !AUTHORITY.matcher(authority).matches()) {
            return "";
        }
        return (secure ? "https://" : "http://") + authority.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String authority(HttpServerRequest request) {
        var authority = request.authority();
        return authority == null ? null : authority.toString();
    }

    private static @Nullable String last(HttpServerRequest request, String header) {
        var values = request.headers().getAll(header);
        if (values.isEmpty()) {
            return null;
        }
        var list = values.getLast();
        return list.substring(list.lastIndexOf(',') + 1).strip();
    }
}
