package io.miscord.platform.web;

import io.miscord.platform.config.Previews;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads pages of the web that people link to, without becoming anybody's hand: a name is looked up here, every address
 * that it has must be public, and the connection goes to one of those that were looked at, not to what the name may
 * mean a moment later. So again at each of at most three redirects. HTTP on ports 80 and 443 alone, a page of HTML, its
 * first 512 KB, within 5 s in all; it is told nothing but that it is read. One a node; for one context at a time.
 */
public final class Fetcher {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final String AGENT = "Miscord-Preview/1.0 (link preview)";
    private static final int REDIRECTS = 3;
    private static final int LARGEST_HEAD = 32_768;
    private static final int CONNECTIONS = 64;
    private static final long NANOS_PER_MS = 1_000_000;
    private static final Pattern HTML =
            Pattern.compile("(text/html|application/xhtml\\+xml)\\s*(;.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:-]{1,40})", Pattern.CASE_INSENSITIVE);

    private final Vertx vertx;
    private final Resolver resolver;
    private final Predicate<byte[]> allowed;
    private final IntPredicate ports;
    private final LongSupplier nanos;
    private final long patienceMs;
    private final long most;
    private final Pace pace;
    private final HttpClient client;

    /** Reads pages of the public internet. */
    public Fetcher(Vertx vertx, Previews bounds) {
        this(
                vertx,
                bounds,
                new NameServers(vertx),
                PublicAddresses::isPublic,
                port -> port == 80 || port == 443,
                new HttpClientOptions(),
                System::nanoTime);
    }

    /**
     * Reads pages wherever a test has them.
     *
     * @param allowed which addresses may be connected to
     * @param ports which ports may be
     * @param options whom TLS trusts
     * @param nanos a clock that never goes back
     */
    public Fetcher(
            Vertx vertx,
            Previews bounds,
            Resolver resolver,
            Predicate<byte[]> allowed,
            IntPredicate ports,
            HttpClientOptions options,
            LongSupplier nanos) {
        this.vertx = vertx;
        this.resolver = resolver;
        this.allowed = allowed;
        this.ports = ports;
        this.nanos = nanos;
        this.patienceMs = bounds.timeout().toMillis();
        this.most = bounds.pageSize().bytes();
        this.pace = new Pace(nanos.getAsLong() / NANOS_PER_MS);
        var connecting = new HttpClientOptions(options)
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setKeepAlive(false)
                .setConnectTimeout((int) patienceMs)
                .setMaxHeaderSize(LARGEST_HEAD)
                .setDecompressionSupported(false);
        this.client = vertx.createHttpClient(connecting, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** The page at an address; empty for what is none, may not be read, or does not come in time. Never fails. */
    public Future<Optional<Page>> page(String url) {
        var address = WebAddress.of(url);
        if (address.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        var reading = new Reading();
        long timer = vertx.setTimer(patienceMs, late -> reading.give("it takes too long"));
        reading.go(address.get());
        return reading.done.future().onComplete(over -> vertx.cancelTimer(timer));
    }

    /** The reading of one page, from its name to its bytes. */
    private final class Reading {
        private final Promise<Optional<Page>> done = Promise.promise();
        private int redirects;
        private Optional<HttpClientRequest> request = Optional.empty();

        /** Ends without a page, and whatever is under way. */
        void give(String why) {
            if (done.tryComplete(Optional.empty())) {
                LOG.debug("page not read why={}", why);
            }
            request.ifPresent(HttpClientRequest::reset);
        }

        private void giveIfAt(HttpClientRequest asked, String why) {
            if (request.filter(asked::equals).isPresent()) {
                give(why);
            }
        }

        boolean isOver() {
            return done.future().isComplete();
        }

        void go(WebAddress to) {
            if (!ports.test(to.port())) {
                give("of another port");
                return;
            }
            resolver.addresses(to.host())
                    .onSuccess(addresses -> connect(to, addresses))
                    .onFailure(failure -> give("its name is not known"));
        }

        private void connect(WebAddress to, List<byte[]> addresses) {
            if (isOver()) {
                return;
            }
            if (addresses.isEmpty() || !addresses.stream().allMatch(allowed)) {
                give("it is not public");
                return;
            }
            var address = addresses.getFirst();
            if (!pace.take(HexFormat.of().formatHex(address), nanos.getAsLong() / NANOS_PER_MS)) {
                give("too much is read");
                return;
            }
            client.request(options(to, address))
                    .onFailure(failure -> give("no connection"))
                    .onSuccess(open -> {
                        request = Optional.of(open);
                        if (isOver()) {
                            open.reset();
                            return;
                        }
                        // Of a request that a redirect has ended nothing is heard any more.
                        open.exceptionHandler(broken -> giveIfAt(open, "it broke off"));
                        open.response()
                                .onSuccess(response -> took(to, response))
                                .onFailure(failure -> giveIfAt(open, "no answer"));
                        open.end();
                    });
        }

        private void took(WebAddress from, HttpClientResponse response) {
            response.exceptionHandler(broken -> LOG.trace("what is not read any more was cut off", broken));
            int status = response.statusCode();
            var location = response.getHeader(HttpHeaders.LOCATION);
            if (status >= 300 && status < 400 && location != null) {
                moved(from, location);
            } else if (status != 200) {
                give("it answers " + status);
            } else {
                read(from, response);
            }
        }

        private void moved(WebAddress from, String location) {
            request.ifPresent(HttpClientRequest::reset);
            request = Optional.empty();
            var to = from.resolve(location);
            if (++redirects > REDIRECTS || to.isEmpty()) {
                give("it moved too far");
                return;
            }
            go(to.get());
        }

        private void read(WebAddress from, HttpClientResponse response) {
            var type = Optional.ofNullable(response.getHeader(HttpHeaders.CONTENT_TYPE))
                    .orElse("");
            var packed = Optional.ofNullable(response.getHeader(HttpHeaders.CONTENT_ENCODING))
                    .orElse("identity")
                    .toLowerCase(Locale.ROOT);
            if (!HTML.matcher(type.strip()).matches() || !packed.equals("identity")) {
                give("it is no page");
                return;
            }
            var said = CHARSET.matcher(type);
            var charset = said.find() ? said.group(1) : null;
            var html = Buffer.buffer();
            response.exceptionHandler(broken -> give("it broke off"));
            response.endHandler(end -> done.tryComplete(Optional.of(new Page(from.host(), charset, html))));
            response.handler(part -> {
                int room = (int) (most - html.length());
                html.appendBuffer(part, 0, Math.min(part.length(), room));
                if (part.length() >= room && done.tryComplete(Optional.of(new Page(from.host(), charset, html)))) {
                    request.ifPresent(HttpClientRequest::reset);
                }
            });
        }
    }

    private static RequestOptions options(WebAddress to, byte[] address) {
        return to.at(address)
                .setMethod(HttpMethod.GET)
                .putHeader(HttpHeaders.USER_AGENT, AGENT)
                .putHeader(HttpHeaders.ACCEPT, "text/html,application/xhtml+xml")
                .putHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    }
}
