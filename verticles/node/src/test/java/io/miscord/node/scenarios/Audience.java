package io.miscord.node.scenarios;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Many sockets that forget what they are told, but for what the test waits for: a greeting is half a megabyte. */
final class Audience implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Map<Integer, Member> members = new ConcurrentHashMap<>();

    /** Opens the socket of this number, and answers how long that took until it was greeted. */
    Duration enters(int number, String node, String token) {
        long since = System.nanoTime();
        var member = new Member(new Awaited("\"event\":\"authenticated\"", 1));
        var uri = URI.create(node.replaceFirst("^http", "ws") + "/ws/main?token=" + token);
        member.socket = client.newWebSocketBuilder().buildAsync(uri, member).join();
        long greeted = member.awaited.at();
        members.put(number, member);
        return Duration.ofNanos(greeted - since);
    }

    /** From now on each waits for this text to come, as often as is said for its number; not at all for 0. */
    List<Awaited> await(String text, IntUnaryOperator times) {
        var all = new ArrayList<Awaited>();
        members.forEach((number, member) -> {
            int wanted = times.applyAsInt(number);
            if (wanted > 0) {
                member.awaited = new Awaited(text, wanted);
                all.add(member.awaited);
            }
        });
        return all;
    }

    /** How long after this the last of these came. */
    static Duration last(List<Awaited> awaited, long since) {
        return Duration.ofNanos(awaited.stream().mapToLong(Awaited::at).max().orElseThrow() - since);
    }

    @Override
    public void close() {
        members.values().forEach(member -> {
            if (member.socket != null) {
                member.socket.abort();
            }
        });
        client.shutdownNow();
    }

    /** What a socket waits for. */
    static final class Awaited {
        private final String text;
        private final CompletableFuture<Long> at = new CompletableFuture<>();
        private int times;

        Awaited(String text, int times) {
            this.text = text;
            this.times = times;
        }

        private void came(String frame) {
            for (int i = frame.indexOf(text); i >= 0; i = frame.indexOf(text, i + 1)) {
                if (--times == 0) {
                    at.complete(System.nanoTime());
                }
            }
        }

        /** When the last of them came, once it has. */
        long at() {
            return at.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    private static final class Member implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private volatile Awaited awaited;
        private @Nullable WebSocket socket;

        Member(Awaited greeting) {
            this.awaited = greeting;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                awaited.came(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
