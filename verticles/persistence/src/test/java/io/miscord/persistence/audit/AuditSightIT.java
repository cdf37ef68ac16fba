package io.miscord.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Answer;
import io.miscord.contract.AuditEntry;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelType;
import io.miscord.contract.FilterAction;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.ServerAsk;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the audit log shows of what its reader does not see otherwise. Bob may read it, and nothing else of note. */
final class AuditSightIT extends AuditOnPostgres {
    @BeforeEach
    void lets() {
        gives(Permission.VIEW_AUDIT_LOG);
        stores.execute("DELETE FROM audit_log");
    }

    @Test
    void what_was_done_in_a_hidden_channel_is_seen_by_who_sees_it() {
        var vault = channel("vault");
        node.ask(new ChannelAsk.Update(alice.by(), vault.id(), null, "of gold", null, null, null));
        var pinned = node.say(alice, vault.id(), "x").message();
        node.ask(new MessageAsk.Pin(alice.by(), pinned.id()));
        node.ask(new ServerAsk.Update(alice.by(), server, "Renamed", null, null));
        assertThat(acts(null)).contains("channel_create", "channel_update", "message_pin");
        hides(vault);
        assertThat(acts(null)).containsExactly("server_update");
        assertThat(acts("gold")).isEmpty();
        assertThat(acts("vault")).isEmpty();
        assertThat(all().items()).hasSize(5);
        gives(Permission.MANAGE_SERVER);
        assertThat(acts("gold")).as("managing the server shows no channel").isEmpty();
    }

    @Test
    void what_was_done_in_a_channel_that_is_gone_is_seen_by_who_manages_the_server() {
        var vault = channel("vault");
        node.ask(new ChannelAsk.Delete(alice.by(), vault.id()));
        assertThat(acts("vault")).isEmpty();
        assertThat(acts(null)).isEmpty();
        gives(Permission.MANAGE_SERVER);
        assertThat(acts("vault")).containsExactly("channel_delete", "channel_create");
        assertThat(all().items()).extracting(AuditEntry::act).contains("channel_delete", "channel_create");
    }

    @Test
    void the_words_of_the_filter_are_seen_by_who_manages_the_server() {
        node.ask(new ModerationAsk.CreateRule(
                alice.by(), server, "Rule", List.of("casino"), FilterAction.BLOCK, 0, List.of(), null, "too much"));
        var entry = page(null, null, 50).items().getFirst();
        assertThat(entry.act()).isEqualTo("filter_rule_create");
        assertThat(entry.reason()).isEqualTo("too much");
        assertThat(entry.after()).isNull();
        assertThat(acts("casino")).isEmpty();
        assertThat(acts("TOO MUCH")).containsExactly("filter_rule_create");
        gives(Permission.MANAGE_SERVER);
        assertThat(page(null, null, 50).items())
                .filteredOn(one -> one.act().equals("filter_rule_create"))
                .singleElement()
                .satisfies(one -> assertThat(one.after()).containsKey("words"));
        assertThat(acts("casino")).containsExactly("filter_rule_create");
    }

    @Test
    void pages_end_however_much_is_hidden() {
        var vault = channel("vault");
        node.ask(new ServerAsk.Update(alice.by(), server, "Renamed", null, null));
        hides(vault);
        stores.execute("""
                INSERT INTO audit_log (id, server_id, act, channel_id, target_id)
                SELECT uuidv7(make_interval(secs => i)), '%s', 'channel_update', '%s', '%2$s'
                  FROM generate_series(1, 4500) i
                """.formatted(server, vault.id()));
        var ids = new ArrayList<UUID>();
        int pages = 0;
        String cursor = null;
        do {
            var page = page(null, cursor, 50);
            page.items().forEach(entry -> ids.add(entry.id()));
            cursor = page.next();
            pages++;
        } while (cursor != null);
        assertThat(ids).hasSize(1);
        assertThat(pages).as("2,000 entries are looked at for each").isEqualTo(3);
    }

    private Channel channel(String name) {
        return node.ask(new ChannelAsk.Create(alice.by(), server, name, ChannelType.TEXT, null, null, null, null));
    }

    private void hides(Channel channel) {
        node.ask(new ChannelAsk.SetOverwrite(
                alice.by(),
                channel.id(),
                Overwrite.of(bob.id(), Permissions.NONE, Permissions.of(Permission.VIEW_CHANNEL))));
    }

    private void gives(Permission permission) {
        var role = node.ask(
                new RoleAsk.Create(alice.by(), server, "r", 0, Permissions.of(permission), false, false, null));
        node.ask(new RoleAsk.Give(alice.by(), server, bob.id(), role.id()));
        stores.execute("DELETE FROM audit_log WHERE act LIKE 'role%%' AND server_id = '%s'".formatted(server));
    }

    private List<String> acts(@Nullable String text) {
        return page(text, null, 50).items().stream().map(AuditEntry::act).toList();
    }

    private Answer.Listing<AuditEntry> page(@Nullable String text, @Nullable String cursor, int limit) {
        var filter = new ModerationAsk.Filter(null, null, null, null, null, text);
        return node.ask(new ModerationAsk.Audit(bob.by(), server, filter, cursor, limit));
    }
}
