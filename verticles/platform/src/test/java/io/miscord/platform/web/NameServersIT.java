package io.miscord.platform.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.platform.config.Config;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.dns.DnsClientOptions;
import io.vertx.core.http.HttpClientOptions;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asking a name server that answers by the letter of RFC 1035, over UDP on this machine. */
@Timeout(60)
class NameServersIT {
    private static final int HEADER = 12;
    private static final int LONGEST = 200;
    private static final int A = 1;
    private static final int CNAME = 5;
    private static final int AAAA = 28;
    private static final int NO_SUCH_NAME = 3;

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    /** Addresses by name; of what begins with {@code =} it is another name of the rest. */
    private final Map<String, List<String>> names = new ConcurrentHashMap<>();

    private final List<String> silent = new CopyOnWriteArrayList<>();
    private DatagramSocket server;
    private NameServers resolver;

    @BeforeEach
    void start() {
        server = await(vertx.createDatagramSocket().listen(0, "127.0.0.1"));
        server.handler(this::answer);
        resolver = patient(30_000);
    }

    private NameServers patient(long millis) {
        return new NameServers(
                vertx,
                new DnsClientOptions()
                        .setHost("127.0.0.1")
                        .setPort(server.localAddress().port())
                        .setQueryTimeout(millis));
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void all_addresses_of_both_kinds_are_found() {
        names.put("both.org", List.of("192.0.2.7", "192.0.2.8", "2001:db8::7"));
        names.put("old.org", List.of("192.0.2.9"));
        names.put("young.org", List.of("2001:db8::9", "::1"));
        assertThat(found("both.org")).containsExactly("192.0.2.7", "192.0.2.8", "2001:db8:0:0:0:0:0:7");
        assertThat(found("old.org")).containsExactly("192.0.2.9");
        assertThat(found("young.org")).containsExactly("2001:db8:0:0:0:0:0:9", "0:0:0:0:0:0:0:1");
        assertThat(asked).as("one's own domains are not put behind").containsOnly("both.org", "old.org", "young.org");
    }

    @Test
    void another_name_of_a_name_leads_to_its_addresses() {
        names.put("www.org", List.of("=real.org"));
        names.put("real.org", List.of("192.0.2.7", "2001:db8::7"));
        assertThat(found("www.org")).containsExactly("192.0.2.7", "2001:db8:0:0:0:0:0:7");
        names.put("round.org", List.of("=about.org"));
        names.put("about.org", List.of("=round.org"));
        assertThat(found("round.org")).as("and not for ever").isEmpty();
    }

    @Test
    void a_name_that_is_not_there_has_none() {
        assertThat(found("nowhere.org")).isEmpty();
    }

    @Test
    void who_does_not_answer_is_not_waited_for() {
        silent.add("silent.org");
        resolver = patient(200);
        long from = System.nanoTime();
        assertThat(found("silent.org")).isEmpty();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from)).isLessThan(30);
        assertThat(asked).contains("silent.org");
    }

    @Test
    void whoever_asks_hears_it_on_their_own_context() {
        names.put("both.org", List.of("192.0.2.7", "2001:db8::7"));
        Promise<Context> heard = Promise.promise();
        var mine = vertx.getOrCreateContext();
        mine.runOnContext(
                run -> resolver.addresses("both.org").onComplete(done -> heard.complete(Vertx.currentContext())));
        assertThat(await(heard.future())).isSameAs(mine);
    }

    @Test
    void what_a_name_server_calls_ones_own_is_not_connected_to() {
        var reached = new CopyOnWriteArrayList<String>();
        var site = await(vertx.createHttpServer()
                .requestHandler(request -> {
                    reached.add(request.uri());
                    request.response().putHeader("Content-Type", "text/html").end("<title>secret</title>");
                })
                .listen(0, "127.0.0.1"));
        var fetcher = new Fetcher(
                vertx,
                Config.of(Map.of("previews.timeout", "30s")).previews(),
                resolver,
                PublicAddresses::isPublic,
                port -> true,
                new HttpClientOptions(),
                System::nanoTime);
        for (var own : List.of("127.0.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "10.0.0.1", "fe80::1")) {
            var name = "own" + names.size() + ".org";
            names.put(name, List.of(own));
            assertThat(await(fetcher.page("http://" + name + ":" + site.actualPort() + "/")))
                    .as(own)
                    .isEmpty();
            assertThat(asked).as("it was looked up").contains(name);
        }
        assertThat(reached).isEmpty();
    }

    private List<String> found(String name) {
        return await(resolver.addresses(name)).stream().map(NameServersIT::text).toList();
    }

    private void answer(DatagramPacket packet) {
        var question = packet.data();
        int end = question.getString(HEADER, question.length(), "ISO-8859-1").indexOf(0) + HEADER + 1;
        var name = name(question);
        int type = question.getUnsignedShort(end);
        asked.add(name);
        if (silent.contains(name)) {
            return;
        }
        var records = Buffer.buffer();
        int count = records(records, name, type);
        var answer = Buffer.buffer()
                .appendUnsignedShort(question.getUnsignedShort(0))
                .appendUnsignedShort(names.containsKey(name) ? 0x8180 : 0x8180 | NO_SUCH_NAME)
                .appendUnsignedShort(1)
                .appendUnsignedShort(count)
                .appendInt(0)
                .appendBuffer(question, HEADER, end + 4 - HEADER)
                .appendBuffer(records);
        server.send(answer, packet.sender().port(), packet.sender().host());
    }

    private int records(Buffer into, String name, int type) {
        int count = 0;
        for (var known : names.getOrDefault(name, List.of())) {
            if (known.startsWith("=")) {
                record(into, name, CNAME, labels(known.substring(1)));
                count++;
                count += type == CNAME || into.length() > LONGEST ? 0 : records(into, known.substring(1), type);
                continue;
            }
            var address = bytes(known);
            if (type == (known.contains(":") ? AAAA : A)) {
                record(into, name, type, Buffer.buffer(address));
                count++;
            }
        }
        return count;
    }

    private static void record(Buffer into, String name, int type, Buffer data) {
        into.appendBuffer(labels(name))
                .appendUnsignedShort(type)
                .appendUnsignedShort(1)
                .appendInt(60)
                .appendUnsignedShort(data.length())
                .appendBuffer(data);
    }

    private static Buffer labels(String name) {
        var labels = Buffer.buffer();
        for (var label : name.split("\\.", -1)) {
            labels.appendByte((byte) label.length()).appendBytes(label.getBytes(US_ASCII));
        }
        return labels.appendByte((byte) 0);
    }

    private static String name(Buffer question) {
        var name = new StringBuilder();
        for (int at = HEADER; question.getByte(at) != 0; at += question.getByte(at) + 1) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(question.getString(at + 1, at + 1 + question.getByte(at), "US-ASCII"));
        }
        return name.toString();
    }

    /** Four bytes or sixteen, also of an address of the old kind that is written as one of the new. */
    private static byte[] bytes(String address) {
        var bytes = InetAddress.ofLiteral(address).getAddress();
        if (!address.contains(":") || bytes.length == 16) {
            return bytes;
        }
        return Buffer.buffer(new byte[10])
                .appendUnsignedShort(0xFFFF)
                .appendBytes(bytes)
                .getBytes();
    }

    private static String text(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
