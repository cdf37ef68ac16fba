package io.miscord.platform.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks the first name server that the machine is set up with, for addresses of both kinds at once, and keeps nothing.
 * Not by way of the system: so its own names ({@code /etc/hosts}, search domains) are nobody's to find, and no thread
 * waits. What it finds comes on the context that asked.
 */
public final class NameServers implements Resolver {
    private static final long PATIENCE_MS = 2_000;
    /** How often a name may be just another name of the next. */
    private static final int ALIASES = 4;

    private final DnsClient client;

    /** Asks the name server that the machine is set up with, and waits 2 s for each answer. */
    public NameServers(Vertx vertx) {
        this(vertx, new DnsClientOptions().setQueryTimeout(PATIENCE_MS));
    }

    NameServers(Vertx vertx, DnsClientOptions options) {
        client = vertx.createDnsClient(options);
    }

    @Override
    public Future<List<byte[]>> addresses(String host) {
        return addresses(host + '.', ALIASES);
    }

    private Future<List<byte[]>> addresses(String name, int aliases) {
        var old = client.resolveA(name).otherwise(List.of());
        var young = client.resolveAAAA(name).otherwise(List.of());
        return Future.all(old, young).compose(both -> {
            var addresses = new ArrayList<byte[]>();
            old.result().forEach(text -> addresses.add(bytes(text)));
            young.result().forEach(text -> addresses.add(bytes(text)));
            // The client gives what has the very name that was asked for, and nothing of an alias that comes with it.
            return addresses.isEmpty() && aliases > 0
                    ? ofAlias(name, aliases)
                    : Future.succeededFuture(List.copyOf(addresses));
        });
    }

    private Future<List<byte[]>> ofAlias(String name, int aliases) {
        return client.resolveCNAME(name).otherwise(List.of()).compose(names -> {
            if (names.isEmpty()) {
                return Future.succeededFuture(List.of());
            }
            var next = names.getFirst();
            return addresses(next.endsWith(".") ? next : next + '.', aliases - 1);
        });
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException e) {
            return new byte[0]; // no address, and so nobody's
        }
    }
}
