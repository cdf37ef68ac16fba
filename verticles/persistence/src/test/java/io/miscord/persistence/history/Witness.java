package io.miscord.persistence.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.miscord.contract.AccessDomain;
import io.miscord.contract.Actor;
import io.miscord.contract.Ask;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Notification;
import io.miscord.contract.PersonAsk;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import io.miscord.contract.Welcome;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import io.miscord.testkit.Http;
import io.miscord.testkit.history.Gate;
import io.miscord.testkit.history.Reducer;
import io.miscord.testkit.history.Snapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One person's client in a history: a snapshot at its beginning, and from then on events. For one thread. */
final class Witness {
    private static final int PAGE = 100;

    private final OwnerNode node;
    private final Tape tape;
    private final SomeOne me;
    private final Random chance;
    private final Snapshot before;
    private final Reducer reducer;
    private final Gate gate;
    private final List<JsonNode> frames = new ArrayList<>();
    private boolean live;

    private @Nullable Ended ended;

    /** What somebody was told who came when a history was over. */
    private record Ended(Welcome welcome, Snapshot after) {}

    /**
     * Begins with a greeting.
     *
     * @param chance when and in which order what happened is heard
     */
    Witness(OwnerNode node, Tape tape, SomeOne me, Random chance) {
        this(node, tape, me, chance, null);
    }

    private Witness(OwnerNode node, Tape tape, SomeOne me, Random chance, @Nullable Ended last) {
        this.node = node;
        this.tape = tape;
        this.me = me;
        this.chance = chance;
        tape.reads(me.id());
        var welcome = last == null ? hello() : last.welcome;
        before = last == null ? snapshot(welcome) : last.after;
        reducer = new Reducer(before, InstantSource.system(), rest());
        gate = new Gate(welcome, Instant.now(), owner());
    }

    /** The same person, come anew when this history was over; nothing has happened since. */
    Witness next() {
        return new Witness(node, tape, me, chance, ended);
    }

    SomeOne me() {
        return me;
    }

    List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    Set<String> heard() {
        return reducer.heard();
    }

    Set<StreamId> streams() {
        return gate.streams();
    }

    /** Hears what happened: live, as far as there is word of it by now, or as somebody who comes back. */
    void hears() {
        live = chance.nextInt(3) == 0;
        if (!live) { // a greeting tells what they have read meanwhile, and what calls them: nothing that is stored does
            var back = node.ask(new StreamAsk.Hello(me.by(), true));
            take(tree(Map.of(
                    "event", "authenticated", "data", Map.of("reads", back.reads(), "mentions", back.mentions()))));
        }
        hear();
    }

    /** Hears all that happened, and holds it against a snapshot anew; what differs, a line each. */
    List<String> differences(Settled settled) {
        var welcome = hello();
        var after = snapshot(welcome);
        live = true;
        hear();
        var differences = reducer.differences(after);
        ended = new Ended(welcome, after);
        settled.with(before, after);
        return differences;
    }

    /** Takes the two snapshots of a history. */
    interface Settled {
        void with(Snapshot before, Snapshot after);
    }

    private void hear() {
        var order = new ArrayList<>(gate.streams());
        Collections.sort(order, (a, b) -> a.value().compareTo(b.value()));
        Collections.shuffle(order, chance);
        gate.pull(order).forEach(this::take);
        // Other devices' reading is not stored: it is told live, or not at all.
        tape.reads(me.id()).forEach(told -> take(read(StreamId.of(told.channelId()), told.seq())));
    }

    private void take(JsonNode frame) {
        frames.add(frame);
        reducer.take(frame);
    }

    private static JsonNode read(StreamId channel, long seq) {
        return Http.tree(
                "{\"event\":\"read:updated\",\"data\":{\"channelId\":\"%s\",\"seq\":%d}}".formatted(channel, seq));
    }

    private Welcome hello() {
        return node.ask(new StreamAsk.Hello(me.by(), false));
    }

    private Snapshot snapshot(Welcome welcome) {
        var pages = new HashMap<String, JsonNode>();
        var rosters = new HashMap<String, JsonNode>();
        for (var server : welcome.servers()) {
            server.channels().stream()
                    .filter(channel -> channel.type() == ChannelType.TEXT)
                    .forEach(channel -> pages.put(channel.id().toString(), page(channel.id())));
            var roster = new ServerAsk.Members(me.by(), server.id(), ServerAsk.Order.ID, null, null, PAGE);
            rosters.put(server.id().toString(), tree(node.ask(roster).items()));
        }
        welcome.dms().forEach(dm -> pages.put(dm.id().toString(), page(dm.id())));
        return new Snapshot(
                tree(welcome),
                pages,
                rosters,
                Map.of(
                        "relationships",
                        tree(node.ask(new PersonAsk.Relationships(me.by())).items()),
                        "settings",
                        tree(node.ask(new PersonAsk.ReadSettings(me.by()))),
                        "levels",
                        tree(node.ask(new PersonAsk.Levels(me.by())).items()),
                        "notifications",
                        notifications()));
    }

    private JsonNode page(ChannelId channel) {
        return tree(node.ask(new MessageAsk.History(me.by(), channel, null, null, null, Snapshot.PAGE))
                .items());
    }

    private JsonNode notifications() {
        var all = new ArrayList<Notification>();
        String next = null;
        do {
            var page = node.ask(new PersonAsk.Notifications(me.by(), next, PAGE, false));
            all.addAll(page.items());
            next = page.next();
        } while (next != null);
        return tree(all);
    }

    private Reducer.Rest rest() {
        return new Reducer.Rest() {
            @Override
            public JsonNode server(String id) {
                return ifThere(new ServerAsk.Get(me.by(), ServerId.of(id)));
            }

            @Override
            public JsonNode standing(String server) {
                return ifThere(new ServerAsk.ReadStates(me.by(), ServerId.of(server)));
            }

            @Override
            public JsonNode notifications() {
                return Witness.this.notifications();
            }
        };
    }

    private Gate.Owner owner() {
        return new Gate.Owner() {
            @Override
            public Visibility visible(AccessDomain domain, UserId person) {
                try {
                    return node.ask(new StreamAsk.Visible(Actor.NODE, domain, List.of(person)));
                } catch (ProblemException gone) {
                    requireGone(gone);
                    return new Visibility(domain, Long.MAX_VALUE, List.of(), List.of(), Map.of());
                }
            }

            @Override
            public List<StreamEvent> since(StreamId stream, long seq) {
                if (live) {
                    return tape.after(stream, seq);
                }
                return tape.head(stream) > seq ? stored(stream, seq) : List.of();
            }
        };
    }

    private List<StreamEvent> stored(StreamId stream, long seq) {
        var replay = node.ask(new StreamAsk.Since(Actor.NODE, stream, seq, 1_000));
        assertThat(replay.tooOld()).as("%s since %d", stream, seq).isFalse();
        return replay.events();
    }

    private JsonNode ifThere(Ask<?> ask) {
        try {
            return tree(node.ask(ask));
        } catch (ProblemException gone) {
            requireGone(gone);
            return MissingNode.getInstance();
        }
    }

    private static void requireGone(ProblemException refused) {
        assertThat(refused.problem().kind()).as(refused.getMessage()).isEqualTo(Problem.Kind.NOT_FOUND);
    }

    private static JsonNode tree(Object value) {
        return Http.tree(Json.text(value));
    }
}
