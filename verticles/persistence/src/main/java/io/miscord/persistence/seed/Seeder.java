package io.miscord.persistence.seed;

import io.miscord.contract.ChannelId;
import io.miscord.contract.Permissions;
import io.miscord.contract.SessionId;
import io.miscord.contract.UserId;
import io.miscord.persistence.accounts.Usernames;
import io.miscord.persistence.sql.Database;
import io.miscord.platform.ids.UuidV7;
import io.miscord.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes people who are signed in already, and rooms of them, in a few statements and without a password hash each: they
 * cannot sign in again. Tells no live socket; whoever connects afterwards sees it all. Waits: not for an event loop.
 */
public final class Seeder {
    /** The most people or rooms of one seeding. */
    public static final int MAX = 100_000;

    private static final int CHUNK = 5_000;

    private final Database database;
    private final SeedStore store = new SeedStore();

    /** Fills this database. */
    public Seeder(Database database) {
        this.database = database;
    }

    /** One seeded person in one room. */
    public record Seat(UserId user, SessionId session, ChannelId channel) {}

    /**
     * Makes rooms, each a server with one channel, and puts person i into room i modulo {@code rooms}.
     *
     * @return a seat a person, in order
     */
    public List<Seat> fill(int people, int rooms) {
        var tag = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        var users = ids(people);
        var sessions = ids(people);
        var names = new ArrayList<String>();
        for (int i = 0; i < people; i++) {
            names.add("seed-" + tag + "-" + i);
        }
        var servers = ids(rooms);
        var channels = ids(rooms);
        for (int from = 0; from < people; from += CHUNK) {
            people(from, Math.min(from + CHUNK, people), users, sessions, names);
        }
        rooms(servers, channels, users.subList(0, rooms));
        var seats = new ArrayList<Seat>();
        var room = new ArrayList<UUID>();
        for (int i = 0; i < people; i++) {
            room.add(servers.get(i % rooms));
            seats.add(new Seat(
                    new UserId(users.get(i)), new SessionId(sessions.get(i)), new ChannelId(channels.get(i % rooms))));
        }
        members(room, users);
        return seats;
    }

    private void rooms(List<UUID> servers, List<UUID> channels, List<UUID> owners) {
        database.inTransaction(tx -> {
            store.servers(
                    tx,
                    servers,
                    servers.stream()
                            .map(id -> "Room " + (servers.indexOf(id) + 1))
                            .toList(),
                    owners,
                    Json.text(Permissions.MEMBER.allowed().stream().sorted().toList()));
            store.channels(tx, channels, servers);
            store.streams(tx, servers);
            store.streams(tx, channels);
            return servers.size();
        });
    }

    private void members(List<UUID> room, List<UUID> users) {
        for (int from = 0; from < users.size(); from += CHUNK) {
            int to = Math.min(from + CHUNK, users.size());
            var those = room.subList(from, to);
            var who = users.subList(from, to);
            database.inTransaction(tx -> {
                store.members(tx, those, who);
                return those.size();
            });
        }
    }

    private void people(int from, int to, List<UUID> users, List<UUID> sessions, List<String> names) {
        var ids = users.subList(from, to);
        var chunk = names.subList(from, to);
        database.inTransaction(tx -> {
            store.people(tx, ids, chunk, chunk.stream().map(Usernames::skeleton).toList());
            store.sessions(tx, sessions.subList(from, to), ids);
            store.streams(tx, ids);
            return ids.size();
        });
    }

    private static List<UUID> ids(int count) {
        var ids = new ArrayList<UUID>(count);
        for (int i = 0; i < count; i++) {
            ids.add(UuidV7.next());
        }
        return ids;
    }
}
