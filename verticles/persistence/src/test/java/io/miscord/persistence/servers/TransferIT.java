package io.miscord.persistence.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelAsk;
import io.miscord.contract.FilterAction;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Permissions;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerEvent;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.platform.ProblemException;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that becomes another member's. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TransferIT {
    private OwnerNode node;
    private Stores stores;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void the_new_owner_may_everything_and_the_old_one_what_any_member_may() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        node.join(alice, server.id(), bob);
        stores.execute(
                "INSERT INTO channel_overwrites (channel_id, role_id, deny) SELECT '%s', id, '[\"VIEW_CHANNEL\"]'"
                                .formatted(OwnerNode.general(server))
                        + " FROM roles WHERE position = 0 AND server_id = '%s'".formatted(server.id()));
        assertThat(detail(bob, server).channels()).hasSize(1);
        var given = node.ask(new ServerAsk.Transfer(alice.by(), server.id(), bob.id()));
        assertThat(given.ownerId()).isEqualTo(bob.id());
        assertThat(detail(bob, server).permissions()).isEqualTo(Permissions.ALL);
        assertThat(detail(bob, server).channels()).hasSize(2);
        assertThat(detail(alice, server).permissions()).isEqualTo(Permissions.MEMBER);
        assertThat(detail(alice, server).channels()).hasSize(1);
        assertThat(node.refused(new ChannelAsk.Get(alice.by(), OwnerNode.general(server))))
                .isEqualTo(Problem.of(Refusal.NO_SUCH_CHANNEL));
        var moved = node.events(StreamId.of(server.id()), ServerEvent.AccessChanged.class)
                .getLast();
        assertThat(moved.userIds()).containsExactlyInAnyOrder(alice.id(), bob.id());
        assertThat(node.told(StreamId.of(server.id()))).endsWith("access:changed", "server:updated");
        assertThat(node.events(StreamId.of(server.id()), ServerEvent.ServerUpdated.class))
                .containsExactly(new ServerEvent.ServerUpdated(given));
        assertThat(node.refused(new ServerAsk.Leave(bob.by(), server.id())))
                .isEqualTo(Problem.of(Refusal.OWNER_CANNOT_LEAVE));
        node.ask(new ServerAsk.Leave(alice.by(), server.id()));
    }

    @Test
    void the_owner_alone_gives_a_server_and_to_a_member_alone() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        var toBob = new ServerAsk.Transfer(alice.by(), server.id(), bob.id());
        assertThat(node.refused(toBob)).isEqualTo(Problem.of(Refusal.NOT_A_MEMBER));
        assertThat(node.refused(new ServerAsk.Transfer(bob.by(), server.id(), bob.id())))
                .isEqualTo(Problem.of(Refusal.NO_SUCH_SERVER));
        node.join(alice, server.id(), bob);
        assertThat(node.refused(new ServerAsk.Transfer(bob.by(), server.id(), bob.id())))
                .isEqualTo(Problem.of(Refusal.OWNER_ONLY));
        assertThat(node.refused(new ServerAsk.Transfer(alice.by(), server.id(), alice.id())))
                .isEqualTo(
                        ProblemException.invalid("userId", Refusal.NOBODY_ELSE).problem());
        assertThat(node.ask(toBob).ownerId()).isEqualTo(bob.id());
        assertThat(node.refused(toBob)).isEqualTo(Problem.of(Refusal.OWNER_ONLY));
    }

    @Test
    void who_becomes_the_owner_is_muted_no_longer_and_not_by_the_filter() {
        var alice = node.somebody();
        var bob = node.somebody();
        var server = node.server(alice);
        var stream = StreamId.of(server.id());
        node.join(alice, server.id(), bob);
        var until = Instant.now().plusSeconds(3_600);
        node.ask(new ModerationAsk.Mute(alice.by(), server.id(), bob.id(), until, null));
        node.ask(new ServerAsk.Transfer(alice.by(), server.id(), bob.id()));
        assertThat(node.told(stream)).endsWith("access:changed", "member:updated", "server:updated");
        assertThat(node.events(stream, ServerEvent.MemberUpdated.class)
                        .getLast()
                        .member()
                        .mutedUntil())
                .isNull();
        node.ask(new ServerAsk.Transfer(bob.by(), server.id(), alice.id()));
        node.say(bob, OwnerNode.general(server), "nor when it is given on");

        node.ask(new ModerationAsk.CreateRule(
                alice.by(), server.id(), "Never", List.of("eggs"), FilterAction.MUTE, 60, List.of(), null, null));
        node.ask(new ServerAsk.Transfer(alice.by(), server.id(), bob.id()));
        node.say(bob, OwnerNode.general(server), "eggs");
        assertThat(stores.query("SELECT user_id FROM mutes WHERE server_id = ?::uuid", "" + server.id()))
                .isEmpty();
    }

    private ServerDetail detail(OwnerNode.SomeOne by, ServerDetail server) {
        return node.ask(new ServerAsk.Get(by.by(), server.id()));
    }
}
