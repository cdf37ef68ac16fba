package io.miscord.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Actor;
import io.miscord.contract.Answer;
import io.miscord.contract.BusMessage;
import io.miscord.contract.ChannelId;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.Heads;
import io.miscord.contract.Hints;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Nonce;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.Problem;
import io.miscord.contract.Server;
import io.miscord.contract.ServerId;
import io.miscord.contract.SessionId;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.platform.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BusCodecTest {
    private static final UUID ID = new UUID(0x0189_0000_0000_7000L, 0x8000_0000_0000_0001L);
    private final BusCodec codec = new BusCodec();

    @Test
    void an_ask_arrives_as_it_was_sent() {
        var ask = new MessageAsk.Send(
                new Actor(new UserId(ID), new SessionId(ID), "127.0.0.1"),
                new ChannelId(ID),
                "привет \"<b>\"",
                new Nonce("n"),
                null);

        assertThat(overTheWire(ask)).isEqualTo(ask);
    }

    @Test
    void a_list_keeps_the_types_of_its_items() {
        var server = new Server(new ServerId(ID), "a", null, null, new UserId(ID), Instant.ofEpochMilli(1_234));
        var listing = new Answer.Listing<>(List.of(server), "next");

        assertThat(overTheWire(listing)).isEqualTo(listing);
    }

    @Test
    void hints_arrive_with_the_very_bytes_for_sockets() {
        var event = new StreamEvent(
                new StreamId(ID),
                7,
                AccessDomain.of(new ServerId(ID)),
                3,
                "message:new",
                99,
                true,
                Frame.of("{\"x\":\"я\"}"));
        var presence = new EphemeralEvent.PresenceChanged(
                new UserId(ID), PresenceStatus.IDLE, null, Set.of(new ServerId(ID)), PresenceStatus.OFFLINE);

        var arrived = (Hints) overTheWire(new Hints(List.of(event, presence)));

        assertThat(arrived.hints().get(1)).isEqualTo(presence);
        var same = (StreamEvent) arrived.hints().getFirst();
        assertThat(same.frame().bytes()).isEqualTo(event.frame().bytes());
        assertThat(same).usingRecursiveComparison().isEqualTo(event);
    }

    @Test
    void how_far_quiet_streams_are_arrives_among_the_hints() {
        var heads = new Heads(null, Map.of(new StreamId(ID), 7L, new StreamId(new UUID(1, 2)), Long.MAX_VALUE));

        assertThat(((Hints) overTheWire(new Hints(List.of(heads)))).hints()).containsExactly(heads);
    }

    @Test
    void ids_are_keys_of_maps_too() {
        var heads = new Answer.Heads("epoch", Map.of(new StreamId(ID), 5L));

        assertThat(overTheWire(heads)).isEqualTo(heads);
    }

    @Test
    void a_field_of_a_later_release_is_passed_over() {
        var wire = Buffer.buffer();
        codec.encodeToWire(wire, Answer.Done.DONE);
        var json = "{\"later\":1}";
        var later = wire.getBuffer(0, wire.length() - 4 - 2)
                .appendInt(json.length())
                .appendString(json);

        assertThat(codec.decodeFromWire(0, later)).isEqualTo(Answer.Done.DONE);
    }

    @Test
    void a_hint_of_a_later_release_costs_only_itself() {
        var heads = new Heads(null, Map.of(new StreamId(ID), 7L));
        var wire = Buffer.buffer();
        codec.encodeToWire(wire, new Hints(List.of(heads)));
        int start = wire.length() - 1 - 4 - 3 * 8; // what comes before is the count
        var known = wire.getBuffer(start, wire.length());
        var later = wire.getBuffer(0, start - 4).appendInt(6).appendBuffer(known);
        ephemeral(later, "later:happened", "{\"x\":1}"); // a name that nobody knows yet
        ephemeral(later, "message:new", "{}"); // one that is no hint
        ephemeral(later, "presence:user", "{\"status\":\"asleep\"}"); // a value that nobody knows yet
        later.appendByte((byte) 9).appendInt(3).appendBytes(new byte[] {1, 2, 3}); // a kind that nobody knows yet
        later.appendBuffer(known);

        assertThat(((Hints) codec.decodeFromWire(0, later)).hints()).containsExactly(heads, heads);
    }

    private static void ephemeral(Buffer out, String name, String data) {
        out.appendByte((byte) 1)
                .appendUnsignedShort(name.length())
                .appendString(name)
                .appendInt(data.length())
                .appendString(data);
    }

    @Test
    void another_version_is_refused() {
        assertThatThrownBy(() -> codec.decodeFromWire(0, Buffer.buffer(new byte[] {9, 0, 0})))
                .hasMessageContaining("version 9");
    }

    @Test
    void a_refusal_crosses_with_all_it_says() {
        var problem = new ProblemException(Problem.invalid("name", "is too long"));
        var wire = Buffer.buffer("..");
        new ProblemCodec().encodeToWire(wire, problem);

        assertThat(new ProblemCodec().decodeFromWire(2, wire).problem()).isEqualTo(problem.problem());
    }

    private BusMessage overTheWire(BusMessage message) {
        var wire = Buffer.buffer("...");
        codec.encodeToWire(wire, message);
        return codec.decodeFromWire(3, wire);
    }
}
