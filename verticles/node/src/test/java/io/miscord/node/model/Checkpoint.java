package io.miscord.node.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.testkit.Eventually;
import io.miscord.testkit.FrameLog;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks the real community, as each person, for all that they may see, and holds it against the model. */
final class Checkpoint {
    private static final int PAGE = 50;
    private static final int PAGES = 3;
    /** What is unread is counted so far. */
    private static final int MOST_COUNTED = 100;

    private final World world;

    Checkpoint(World world) {
        this.world = world;
    }

    /** Compares everything for everybody. */
    void check() {
        for (var player : world.players) {
            caughtUp(player);
            servers(player);
            conversations(player);
            inbox(player);
            levels(player);
        }
    }

    /** Waits until a socket has come as far as a new one would begin, and looks at what it was sent on the way. */
    private void caughtUp(Player player) {
        var fresh = player.fresh();
        var wanted = new TreeMap<String, Long>();
        fresh.path("positions")
                .properties()
                .forEach(entry -> wanted.put(entry.getKey(), entry.getValue().asLong()));
        var log = player.socket().frames();
        Eventually.that(
                () -> world.lately() + "\n" + player + " should be at " + wanted + ", but is at " + log.positions(),
                () -> wanted.entrySet().stream()
                        .allMatch(entry -> log.positions().getOrDefault(entry.getKey(), 0L) >= entry.getValue()));
        inOrder(player, log);
        world.witness.heard(player);
        assertThat(streams(wanted.keySet(), player))
                .as("streams of %s after step %d", player, world.step())
                .isEqualTo(visible(player));
    }

    private void inOrder(Player player, FrameLog log) {
        try {
            log.inOrder();
        } catch (AssertionError gaps) {
            var stream = gaps.getMessage().replaceFirst("(?s).*?stream ([0-9a-f-]{36}).*", "$1");
            world.witness.heard(player);
            throw new AssertionError(
                    "%s: %s%nwas told:%n%s%nof what was done:%n%s"
                            .formatted(
                                    player,
                                    gaps.getMessage(),
                                    world.witness.about(player, stream),
                                    world.about(stream)),
                    gaps);
        }
    }

    private static Set<String> streams(Set<String> told, Player player) {
        var streams = new TreeSet<>(told);
        streams.remove(player.id());
        return streams;
    }

    private Set<String> visible(Player player) {
        var visible = new TreeSet<String>();
        world.model
                .channels()
                .filter(channel -> world.model.sees(player.id(), channel))
                .forEach(channel -> visible.add(channel.id));
        world.model.servers.values().stream()
                .filter(server -> server.members.containsKey(player.id()))
                .forEach(server -> visible.add(server.id));
        return visible;
    }

    private void servers(Player player) {
        var mine = world.model.servers.values().stream()
                .filter(server -> server.members.containsKey(player.id()))
                .toList();
        assertThat(ids(player.http().get("/api/servers").expect(200)))
                .as("servers of %s", player)
                .containsExactlyInAnyOrderElementsOf(
                        mine.stream().map(server -> server.id).toList());
        mine.forEach(server -> server(player, server));
    }

    private void server(Player player, Community.Server server) {
        var seen = player.http().get("/api/servers/" + server.id).expect(200);
        assertThat(Shown.server(seen)).as("%s as %s", server.name, player).isEqualTo(Shown.server(server));
        assertThat(Shown.roles(seen.path("roles"))).isEqualTo(Shown.roles(server));
        var expected = new TreeMap<String, String>();
        var visible = server.channels.values().stream()
                .filter(channel -> world.model.sees(player.id(), channel))
                .toList();
        visible.forEach(channel -> expected.put(channel.id, Shown.channel(channel)));
        var channels = new TreeMap<String, String>();
        seen.path("channels").forEach(channel -> channels.put(channel.path("id").asText(), Shown.channel(channel)));
        assertThat(channels).as("channels of %s in %s", player, server.name).isEqualTo(expected);
        assertThat(Shown.order(seen.path("channels")))
                .as("order of %s, as %s after step %d", server.name, player, world.step())
                .isEqualTo(Shown.order(server, visible));
        members(player, server);
        rules(player, server);
        visible.stream().filter(channel -> !channel.isCategory()).forEach(channel -> messages(player, channel));
        server.channels.values().stream()
                .filter(channel -> !visible.contains(channel))
                .forEach(channel -> assertThat(player.http()
                                .get("/api/channels/" + channel.id + "/messages")
                                .status())
                        .isEqualTo(404));
    }

    private void rules(Player player, Community.Server server) {
        var path = "/api/servers/" + server.id + "/filter-rules";
        if (!Rights.inServer(server, player.id()).contains("MANAGE_SERVER")) {
            player.http().get(path).expect(403);
            return;
        }
        var rules = new TreeMap<String, String>();
        player.http()
                .get(path)
                .expect(200)
                .forEach(rule -> rules.put(
                        rule.path("id").asText(), rule.path("words").path(0).asText()));
        var expected = new TreeMap<String, String>();
        server.rules.forEach((id, rule) -> expected.put(id, rule.word()));
        assertThat(rules).as("rules of %s", server.name).isEqualTo(expected);
    }

    private void members(Player player, Community.Server server) {
        var expected = new TreeMap<String, String>();
        server.members.forEach((id, member) ->
                expected.put(id, member.roles + " " + member.nickname + " " + server.muted.containsKey(id)));
        var members = new TreeMap<String, String>();
        player.http()
                .get("/api/servers/" + server.id + "/members?limit=100")
                .expect(200)
                .path("items")
                .forEach(member -> members.put(
                        member.at("/user/id").asText(),
                        Json.texts(member.path("roles")) + " "
                                + member.path("nickname").asText("").replace("null", "") + " "
                                + member.hasNonNull("mutedUntil")));
        assertThat(members).as("members of %s, as %s", server.name, player).isEqualTo(expected);
    }

    private void conversations(Player player) {
        var mine = world.model.conversations.values().stream()
                .filter(channel -> channel.people.contains(player.id()))
                .toList();
        var seen = new TreeMap<String, String>();
        player.http()
                .get("/api/users/me/dms")
                .expect(200)
                .forEach(one -> seen.put(one.path("id").asText(), Shown.conversation(one)));
        var expected = new TreeMap<String, String>();
        mine.forEach(channel -> expected.put(channel.id, Shown.conversation(channel)));
        assertThat(seen).as("conversations of %s", player).isEqualTo(expected);
        mine.forEach(channel -> messages(player, channel));
    }

    private void messages(Player player, Community.Channel channel) {
        var page = player.http()
                .get("/api/channels/" + channel.id + "/messages?limit=" + PAGE)
                .expect(200);
        var said = Shown.each(page, Shown::message);
        var left = channel.left().reversed().stream().map(Shown::message).toList();
        assertThat(said)
                .as("messages of %s, as %s after step %d", channel.id, player, world.step())
                .isEqualTo(left.subList(0, Math.min(PAGE, left.size())));
        var standing =
                player.http().get("/api/channels/" + channel.id + "/read").expect(200);
        var unread = world.model.attention.unread(player.id(), channel);
        long calls = unread.stream()
                .filter(message -> message.callsEverybody || message.calls.contains(player.id()))
                .count();
        assertThat("%d unread, %d calls"
                        .formatted(
                                standing.path("unread").asInt(),
                                standing.path("mentions").size()))
                .as("in %s, of %s after step %d", channel.id, player, world.step())
                .isEqualTo("%d unread, %d calls"
                        .formatted(Math.min(unread.size(), MOST_COUNTED), Math.min(calls, MOST_COUNTED)));
    }

    /** What somebody was told of: over their socket once each, and what of it is left in their list. */
    private void inbox(Player player) {
        var inbox = world.model.attention.inbox(player.id());
        assertThat(world.witness.notices(player))
                .as("what %s was told of", player)
                .isEqualTo(inbox.stream().map(notice -> notice.message.id).collect(Collectors.toSet()));
        var seen = new ArrayList<String>();
        var cursor = "";
        for (int page = 0; page < PAGES && !cursor.equals("null"); page++) {
            var read = player.http()
                    .get("/api/notifications?limit=100" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .expect(200);
            seen.addAll(Shown.each(read.path("items"), Shown::notice));
            cursor = read.path("next").asText("null");
        }
        var expected = inbox.reversed().stream()
                .filter(notice -> !notice.message.deleted && world.model.sees(player.id(), notice.message.channel))
                .map(notice -> Shown.notice(notice, world.model.attention.hasRead(player.id(), notice.message)))
                .toList();
        assertThat(seen)
                .as("inbox of %s after step %d", player, world.step())
                .isEqualTo(
                        cursor.equals("null") ? expected : expected.subList(0, Math.min(seen.size(), expected.size())));
    }

    private void levels(Player player) {
        var there = new TreeSet<>(world.model.servers.keySet());
        world.model.channels().forEach(channel -> there.add(channel.id));
        var seen = new TreeMap<String, String>();
        player.http()
                .get("/api/users/me/settings/levels")
                .expect(200)
                .forEach(level -> seen.put(
                        level.path("subjectId").asText(),
                        Shown.text(level.path("level")) + " " + level.hasNonNull("mutedUntil")));
        var expected = new TreeMap<String, String>();
        world.model
                .attention
                .levels(player.id())
                .forEach((subject, level) -> expected.put(subject, level.level() + " " + level.muted()));
        // What was said of something that is gone is kept for a while.
        seen.keySet().retainAll(there);
        expected.keySet().retainAll(there);
        assertThat(seen).as("levels of %s", player).isEqualTo(expected);
    }

    private static Set<String> ids(JsonNode list) {
        var ids = new TreeSet<String>();
        list.forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }
}
