package io.miscord.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.MessageAsk;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerAsk;
import org.junit.jupiter.api.Test;

final class AuditIT extends AuditOnPostgres {
    @Test
    void what_is_refused_or_changes_nothing_leaves_nothing() {
        node.refused(new ModerationAsk.Kick(bob.by(), server, alice.id(), "I want to", null));
        node.refused(new ModerationAsk.Kick(alice.by(), server, alice.id(), null, null));
        node.ask(new ServerAsk.Update(alice.by(), server, "Server", null, 0));
        node.ask(new ModerationAsk.Unmute(alice.by(), server, bob.id(), null));
        var everybody = detail.roles().getFirst().id();
        node.ask(new RoleAsk.Update(alice.by(), server, everybody, "member", null, null, null, null));
        node.ask(new MessageAsk.Delete(
                bob.by(), node.say(bob, general(), "mine").message().id()));
        assertThat(all().items()).isEmpty();
    }

    @Test
    void only_who_may_see_the_log_does() {
        var ask = new ModerationAsk.Audit(bob.by(), server, ModerationAsk.Filter.ALL, null, 50);
        var refused = node.refused(ask);
        assertThat(refused.reason()).isEqualTo(Refusal.MISSING_PERMISSION);
        assertThat(refused.params()).containsEntry("permission", Permission.VIEW_AUDIT_LOG.name());
        var stranger = node.somebody();
        assertThat(node.refused(new ModerationAsk.Audit(stranger.by(), server, ModerationAsk.Filter.ALL, null, 50))
                        .reason())
                .isEqualTo(Refusal.NO_SUCH_SERVER);
    }
}
