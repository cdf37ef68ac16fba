package io.miscord.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Actor;
import io.miscord.contract.Ask;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.Role;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ProblemException;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Seed;
import io.miscord.testkit.Stores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * However roles and overwrites are mixed: everybody sees in every answer exactly the channels that the pure calculation
 * leaves them, and may do there what it says.
 */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SeenByAllIT {
    private static final int ROUNDS = Integer.getInteger("miscord.rounds", 6);
    private static final int CHANGES = 12;

    private final Seed seed = Seed.announced();
    private final RandomGenerator chance = seed.random();
    private OwnerNode node;
    private SomeOne alice;
    private final List<SomeOne> people = new ArrayList<>();
    private ServerDetail server;
    /** Who was given which roles besides everybody's, as the test knows it. */
    private final Map<UserId, Set<RoleId>> given = new HashMap<>();

    @BeforeAll
    void start(Stores stores) {
        node = new OwnerNode(stores);
        alice = node.somebody();
        server = node.server(alice);
        people.add(alice);
        given.put(alice.id(), new HashSet<>());
        for (int i = 0; i < 5; i++) {
            var person = node.somebody();
            people.add(person);
            given.put(person.id(), new HashSet<>());
            node.join(alice, server.id(), person);
        }
        for (int i = 0; i < 3; i++) {
            node.ask(new RoleAsk.Create(
                    alice.by(), server.id(), "Role " + i, 0, some(Permission.values()), false, false, null));
        }
        for (var type : List.of(ChannelType.TEXT, ChannelType.VOICE, ChannelType.CATEGORY)) {
            node.ask(new ChannelAsk.Create(alice.by(), server.id(), "x", type, null, null, null, null));
        }
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void everybody_sees_what_the_calculation_leaves_them() {
        int hidden = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < CHANGES; i++) {
                change();
            }
            hidden += check("%s, round %d".formatted(seed, round));
        }
        assertThat(hidden).as("channels that somebody did not see").isPositive();
    }

    /** Compares all that is answered with what is calculated, and returns how often a channel was hidden. */
    private int check(String when) {
        var all = node.ask(new ChannelAsk.Of(alice.by(), server.id())).items();
        var roles = node.ask(new RoleAsk.Of(alice.by(), server.id())).items();
        int hidden = 0;
        for (var person : people) {
            var may = new HashMap<ChannelId, Permissions>();
            all.forEach(channel -> may.put(channel.id(), calculated(person, roles, channel)));
            var sees = all.stream()
                    .filter(channel -> !may.get(channel.id()).equals(Permissions.NONE))
                    .toList();
            hidden += all.size() - sees.size();
            answered(when + ", person " + people.indexOf(person), person, sees);
            for (var channel : all) {
                doesThere(when, person, channel, may.get(channel.id()));
            }
        }
        return hidden;
    }

    private void answered(String when, SomeOne person, List<Channel> sees) {
        var ids = sees.stream().map(Channel::id).collect(Collectors.toSet());
        var streams = ids.stream().map(StreamId::of).collect(Collectors.toSet());
        streams.add(StreamId.of(server.id()));
        assertThat(node.ask(new ChannelAsk.Of(person.by(), server.id())).items())
                .as("list, %s", when)
                .isEqualTo(sees);
        var detail = node.ask(new ServerAsk.Get(person.by(), server.id()));
        assertThat(detail.channels()).as("detail, %s", when).isEqualTo(sees);
        assertThat(detail.positions().keySet()).as("detail, %s", when).isEqualTo(streams);
        var welcome = node.ask(new StreamAsk.Hello(person.by(), false));
        assertThat(welcome.servers().getFirst().channels())
                .as("welcome, %s", when)
                .isEqualTo(sees);
        assertThat(welcome.channels()).as("welcome, %s", when).isEqualTo(Map.of(server.id(), ids));
        streams.add(StreamId.of(person.id()));
        assertThat(welcome.positions().keySet()).as("welcome, %s", when).isEqualTo(streams);
        var everybody = people.stream().map(SomeOne::id).toList();
        var visible = node.ask(new StreamAsk.Visible(Actor.NODE, AccessDomain.of(server.id()), everybody));
        assertThat(visible.groups().stream()
                        .filter(group -> group.users().contains(person.id()))
                        .toList())
                .as("visible, %s", when)
                .singleElement()
                .satisfies(group -> assertThat(group.channels()).isEqualTo(ids));
        assertThat(visible.channels()).as("visible, %s", when).containsAll(sees);
    }

    /** Reading the channel, changing it to what it is, managing roles in it and writing stand for all that one may. */
    private void doesThere(String when, SomeOne person, Channel channel, Permissions may) {
        var as = "%s, person %d, %s".formatted(when, people.indexOf(person), channel.name());
        assertThat(refusal(new ChannelAsk.Get(person.by(), channel.id())))
                .as("get, %s", as)
                .isEqualTo(may.has(Permission.VIEW_CHANNEL) ? null : Problem.of(Refusal.NO_SUCH_CHANNEL));
        assertThat(refusal(new ChannelAsk.Update(person.by(), channel.id(), channel.name(), null, null, null, null)))
                .as("update, %s", as)
                .isEqualTo(expected(may, Permission.MANAGE_CHANNELS));
        assertThat(refusal(new ChannelAsk.ClearOverwrite(
                        person.by(), channel.id(), channel.id().value())))
                .as("clear, %s", as)
                .isEqualTo(expected(may, Permission.MANAGE_ROLES));
        if (channel.type() == ChannelType.TEXT) {
            assertThat(refusal(new MessageAsk.Send(person.by(), channel.id(), "hello", null, null)))
                    .as("send, %s", as)
                    .isEqualTo(expected(may, Permission.SEND_MESSAGES));
        }
    }

    private static @Nullable Problem expected(Permissions may, Permission needed) {
        if (!may.has(Permission.VIEW_CHANNEL)) {
            return Problem.of(Refusal.NO_SUCH_CHANNEL);
        }
        return may.has(needed) ? null : Problem.of(Refusal.MISSING_PERMISSION, needed);
    }

    private @Nullable Problem refusal(Ask<?> ask) {
        try {
            OwnerNode.get(node.bus().ask(ask));
            return null;
        } catch (ProblemException refused) {
            return refused.problem();
        }
    }

    private Permissions calculated(SomeOne person, List<Role> roles, Channel channel) {
        var everybodys = roles.getFirst();
        var own = given.get(person.id());
        var held = roles.stream()
                .filter(role -> role.equals(everybodys) || own.contains(role.id()))
                .map(Role::permissions)
                .toList();
        return Permissions.inServer(person.equals(alice), held)
                .inChannel(everybodys.id(), own, person.id(), channel.overwrites(), false);
    }

    private void change() {
        var all = node.ask(new ChannelAsk.Of(alice.by(), server.id())).items();
        var roles = node.ask(new RoleAsk.Of(alice.by(), server.id())).items();
        var person = people.get(chance.nextInt(people.size()));
        var role = roles.get(chance.nextInt(roles.size()));
        var channel = all.get(chance.nextInt(all.size()));
        switch (chance.nextInt(6)) {
            case 0 ->
                node.ask(new RoleAsk.Update(
                        alice.by(), server.id(), role.id(), null, null, some(Permission.values()), null, null));
            case 1 -> giveOrTake(person, roles.get(1 + chance.nextInt(roles.size() - 1)));
            case 2 ->
                node.ask(new ChannelAsk.ClearOverwrite(
                        alice.by(), channel.id(), role.id().value()));
            default -> {
                var overwrite = chance.nextInt(3) == 0
                        ? Overwrite.of(person.id(), some(), some())
                        : Overwrite.of(role.id(), some(), some());
                node.ask(new ChannelAsk.SetOverwrite(alice.by(), channel.id(), overwrite));
            }
        }
    }

    private void giveOrTake(SomeOne person, Role role) {
        if (given.get(person.id()).remove(role.id())) {
            node.ask(new RoleAsk.Take(alice.by(), server.id(), person.id(), role.id()));
        } else {
            given.get(person.id()).add(role.id());
            node.ask(new RoleAsk.Give(alice.by(), server.id(), person.id(), role.id()));
        }
    }

    private Permissions some() {
        return some(
                Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES, Permission.MANAGE_CHANNELS, Permission.MANAGE_ROLES);
    }

    /** Some of these; administrators seldom. */
    private Permissions some(Permission... of) {
        return Permissions.of(Arrays.stream(of)
                .filter(one -> one == Permission.ADMINISTRATOR ? chance.nextInt(20) == 0 : chance.nextInt(3) == 0)
                .toArray(Permission[]::new));
    }
}
