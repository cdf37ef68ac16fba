package io.miscord.persistence.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Problem;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerAsk;
import io.miscord.persistence.OwnerNode;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
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
}
