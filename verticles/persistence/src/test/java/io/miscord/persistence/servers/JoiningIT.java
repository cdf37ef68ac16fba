package io.miscord.persistence.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.ChannelId;
import io.miscord.contract.FilterAction;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.SystemMessage;
import io.miscord.contract.UserId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealServers.class)
final class JoiningIT {
    @Test
    void whoever_took_the_last_use_of_an_invite_may_ask_again_and_nobody_else(Stores stores) {
        try (var node = new OwnerNode(stores)) {
            var alice = node.somebody();
            var bob = node.somebody();
            var carol = node.somebody();
            var server = node.server(alice);
            var invite = node.ask(new ServerAsk.CreateInvite(alice.by(), server.id(), 1, null, null));
            var join = new ServerAsk.Join(bob.by(), invite.code());
            assertThat(node.ask(join).id()).isEqualTo(server.id());
            assertThat(node.ask(join).id()).isEqualTo(server.id());
            assertThat(node.refused(new ServerAsk.Join(carol.by(), invite.code()))
                            .kind())
                    .isEqualTo(Problem.Kind.NOT_FOUND);
            stores.execute("UPDATE invites SET expires_at = now()");
            assertThat(node.ask(join).id()).isEqualTo(server.id());
            assertThat(stores.query("SELECT uses FROM invites WHERE code = ?", invite.code()))
                    .containsExactly("1");
        }
    }

    @Test
    void a_person_joins_so_many_servers_in_a_minute_and_the_same_one_less_often(Stores stores) {
        var limits = Map.of("limits.joinsPerMinute", "4", "limits.rejoinsPerMinute", "2");
        try (var node = new OwnerNode(stores, limits)) {
            var alice = node.somebody();
            var bob = node.somebody();
            var first = invite(node, alice, node.server(alice));
            for (int i = 0; i < 2; i++) {
                var server = node.ask(new ServerAsk.Join(bob.by(), first)).id();
                node.ask(new ServerAsk.Join(bob.by(), first));
                node.ask(new ServerAsk.Leave(bob.by(), server));
            }
            var again = node.refused(new ServerAsk.Join(bob.by(), first));
            assertThat(again.reason()).isEqualTo(Refusal.TOO_FAST);
            assertThat(again.retryAfter()).isBetween(1, 30);
            for (int i = 0; i < 2; i++) {
                node.ask(new ServerAsk.Join(bob.by(), invite(node, alice, node.server(alice))));
            }
            var more = node.refused(new ServerAsk.Join(bob.by(), invite(node, alice, node.server(alice))));
            assertThat(more.reason()).isEqualTo(Refusal.TOO_FAST);
            assertThat(more.retryAfter()).isBetween(1, 15);
            var carol = node.somebody();
            assertThat(node.ask(new ServerAsk.Join(carol.by(), first)).name()).isEqualTo("Server");
        }
    }

    @Test
    void coming_and_going_is_no_way_to_write(Stores stores) {
        try (var node = new OwnerNode(stores)) {
            var alice = node.somebody();
            var server = node.server(alice);
            var general = OwnerNode.general(server);
            node.ask(new ServerAsk.SetSystemChannel(alice.by(), server.id(), general));
            var code = invite(node, alice, server);
            var bob = node.somebody();
            comes(node, bob, code);
            assertThat(joined(node, alice, general)).containsExactly(bob.id());
            node.ask(new ServerAsk.Leave(bob.by(), server.id()));
            comes(node, bob, code);
            assertThat(joined(node, alice, general)).as("back at once").hasSize(1);
            node.ask(new ServerAsk.Leave(bob.by(), server.id()));
            stores.execute("UPDATE stream_events SET created_at = now() - interval '11 minutes'");
            comes(node, bob, code);
            assertThat(joined(node, alice, general)).as("back after a while").hasSize(2);
            var dave = node.somebody();
            stores.execute(
                    "INSERT INTO mutes (server_id, user_id, until) VALUES ('%s', '%s', now() + interval '1 hour')"
                            .formatted(server.id(), dave.id()));
            comes(node, dave, code);
            assertThat(joined(node, alice, general)).as("a muted person").hasSize(2);
            var words = List.of("buy", "cheap");
            node.ask(new ModerationAsk.CreateRule(
                    alice.by(), server.id(), "adverts", words, FilterAction.BLOCK, 0, List.of(), null, null));
            var erin = node.somebody();
            stores.execute("UPDATE users SET display_name = 'Buy here' WHERE id = '%s'".formatted(erin.id()));
            comes(node, erin, code);
            assertThat(joined(node, alice, general)).as("a name that is caught").hasSize(2);
            comes(node, node.somebody(), code);
            assertThat(joined(node, alice, general)).hasSize(3);
        }
    }

    @Test
    void a_server_may_keep_new_accounts_out_for_a_while_and_says_until_when(Stores stores) {
        try (var node = new OwnerNode(stores)) {
            var alice = node.somebody();
            var bob = node.somebody();
            var server = node.server(alice);
            var invite = node.ask(new ServerAsk.CreateInvite(alice.by(), server.id(), 1, null, null));
            var join = new ServerAsk.Join(bob.by(), invite.code());
            node.ask(new ServerAsk.Update(alice.by(), server.id(), null, null, 3_600));
            var refused = node.refused(join);
            assertThat(refused.reason()).isEqualTo(Refusal.TOO_NEW);
            assertThat(refused.params())
                    .containsEntry(
                            "when",
                            bob.signedIn().user().createdAt().plusSeconds(3_600).toString());
            stores.execute("UPDATE users SET created_at = now() - interval '3601 seconds' WHERE id = '%s'"
                    .formatted(bob.id()));
            assertThat(node.ask(join).id()).isEqualTo(server.id());
        }
    }

    private static String invite(OwnerNode node, SomeOne owner, ServerDetail server) {
        return node.ask(new ServerAsk.CreateInvite(owner.by(), server.id(), null, null, null))
                .code();
    }

    private static void comes(OwnerNode node, SomeOne person, String code) {
        node.ask(new ServerAsk.Join(person.by(), code));
    }

    /** Whose joining the channel tells of. */
    private static List<UserId> joined(OwnerNode node, SomeOne reader, ChannelId channel) {
        return node.ask(new MessageAsk.History(reader.by(), channel, null, null, null, 50)).items().stream()
                .filter(message -> SystemMessage.joined().equals(message.system()))
                .map(message -> message.author().id())
                .toList();
    }
}
