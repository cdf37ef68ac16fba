package io.miscord.persistence.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.miscord.contract.Ask;
import io.miscord.contract.ChannelId;
import io.miscord.contract.FilterAction;
import io.miscord.contract.FilterRule;
import io.miscord.contract.FilterRuleId;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Nonce;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Refusal;
import io.miscord.contract.Report;
import io.miscord.contract.ReportStatus;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alice owns a server with a word filter; Bob is bound by it. Two nodes: what one changes binds on the other. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilterIT {
    private OwnerNode node;
    private OwnerNode other;
    private Stores stores;
    private SomeOne alice;
    private SomeOne bob;
    private ServerDetail server;
    private ServerId id;
    private ChannelId general;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own, Map.of("limits.filterRulesPerServer", "3"));
        other = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        other.close();
        node.close();
    }

    @BeforeEach
    void meet() {
        alice = node.somebody();
        bob = node.somebody();
        server = node.server(alice);
        id = server.id();
        general = OwnerNode.general(server);
        node.join(alice, id, bob);
    }

    @Test
    void a_rule_binds_the_next_message_on_every_node_and_is_named() {
        for (var one : List.of(node, other)) {
            one.say(bob, general, "spam is allowed so far");
        }
        var rule = rule("No spam", FilterAction.BLOCK, 0, "spam");
        for (var one : List.of(node, other)) {
            var refused = one.refused(send("this is SPAM"));
            assertThat(refused.reason()).isEqualTo(Refusal.FILTERED);
            assertThat(refused.params()).containsEntry("rule", "No spam");
        }
        assertThat(node.say(bob, general, "spamming is a word of its own").duplicate())
                .isFalse();
        node.ask(
                new ModerationAsk.UpdateRule(alice.by(), id, rule.id(), null, List.of("eggs"), null, null, null, null));
        for (var one : List.of(node, other)) {
            one.say(bob, general, "spam again");
            assertThat(one.refused(send("eggs")).reason()).isEqualTo(Refusal.FILTERED);
        }
        node.ask(new ModerationAsk.DeleteRule(alice.by(), id, rule.id(), null));
        for (var one : List.of(node, other)) {
            one.say(bob, general, "eggs");
        }
        assertThat(node.told(StreamId.of(general))).doesNotContain("message:updated");
    }

    @Test
    void what_is_edited_goes_through_it_too() {
        var said = node.say(bob, general, "fine").message().id();
        rule("No spam", FilterAction.BLOCK, 0, "spam");
        assertThat(node.refused(new MessageAsk.Edit(bob.by(), said, "spam")).reason())
                .isEqualTo(Refusal.FILTERED);
        assertThat(stores.query("SELECT content FROM messages WHERE id = ?::uuid", said.toString()))
                .containsExactly("fine");
        rule("Never", FilterAction.MUTE, 600, "eggs");
        assertThat(node.refused(new MessageAsk.Edit(bob.by(), said, "eggs")).reason())
                .isEqualTo(Refusal.FILTERED);
        assertThat(node.refused(send("hello")).reason()).isEqualTo(Refusal.MUTED);
    }

    @Test
    void who_manages_the_server_or_has_an_exempt_role_is_not_bound() {
        var guards = node.ask(new RoleAsk.Create(alice.by(), id, "Guards", 0, Permissions.NONE, false, false, null));
        node.ask(new ModerationAsk.CreateRule(
                alice.by(), id, "r", List.of("spam"), FilterAction.BLOCK, 0, List.of(guards.id()), null, null));
        node.say(alice, general, "spam");
        assertThat(node.refused(send("spam")).reason()).isEqualTo(Refusal.FILTERED);
        node.ask(new RoleAsk.Give(alice.by(), id, bob.id(), guards.id()));
        node.say(bob, general, "spam");
        node.ask(new RoleAsk.Take(alice.by(), id, bob.id(), guards.id()));
        assertThat(node.refused(send("spam")).reason()).isEqualTo(Refusal.FILTERED);
    }

    @Test
    void a_rule_from_which_everybodys_role_is_exempt_binds_nobody() {
        var everybodys = stores.query(
                        "SELECT id::text FROM roles WHERE server_id = ?::uuid AND position = 0", id.toString())
                .getFirst();
        node.ask(new ModerationAsk.CreateRule(
                alice.by(),
                id,
                "r",
                List.of("spam"),
                FilterAction.BLOCK,
                0,
                List.of(new RoleId(UUID.fromString(everybodys))),
                null,
                null));
        node.say(bob, general, "spam");
        rule("No eggs", FilterAction.BLOCK, 0, "eggs");
        node.say(bob, general, "spam");
        assertThat(node.refused(send("eggs")).reason()).isEqualTo(Refusal.FILTERED);
    }

    @Test
    void who_is_caught_by_a_rule_that_mutes_is_muted_once() {
        rule("Never", FilterAction.MUTE, 600, "spam");
        assertThat(node.refused(send("spam")).reason()).isEqualTo(Refusal.FILTERED);
        var refused = node.refused(send("hello"));
        assertThat(refused.reason()).isEqualTo(Refusal.MUTED);
        assertThat(node.refused(send("spam")).reason()).isEqualTo(Refusal.MUTED);
        var page = node.ask(new ModerationAsk.Audit(
                alice.by(), id, new ModerationAsk.Filter(null, "member_mute", null, null, null, null), null, 50));
        assertThat(page.items()).hasSize(1);
        var entry = page.items().getFirst();
        assertThat(entry.actor()).as("nobody: it was the filter").isNull();
        assertThat(entry.reason()).isEqualTo("Never");
        assertThat(entry.channelId()).isEqualTo(general);
        assertThat(entry.targetId()).isEqualTo(bob.id().value());
        assertThat(entry.after()).containsEntry("mutedUntil", refused.params().get("until"));
        assertThat(node.told(StreamId.of(id))).contains("member:updated");
        node.ask(new ModerationAsk.Unmute(alice.by(), id, bob.id(), null));
        node.say(bob, general, "sorry");
    }

    @Test
    void what_is_only_reported_is_sent_and_reported_once() {
        rule("Look", FilterAction.REPORT, 0, "spam");
        var ask = new MessageAsk.Send(bob.by(), general, "spam", new Nonce("n"), null);
        var sent = node.ask(ask).message();
        assertThat(node.ask(ask).duplicate()).isTrue();
        var report = onlyReport();
        assertThat(report.messageId()).isEqualTo(sent.id());
        assertThat(report.reporter()).isNull();
        assertThat(report.reason()).isEqualTo("Look");
        assertThat(report.content()).isEqualTo("spam");
        node.ask(new MessageAsk.Edit(bob.by(), sent.id(), "more spam"));
        assertThat(onlyReport().content()).isEqualTo("spam");
        node.ask(new ModerationAsk.CloseReport(alice.by(), id, report.id(), ReportStatus.RESOLVED, null));
        node.ask(new MessageAsk.Edit(bob.by(), sent.id(), "still spam"));
        assertThat(onlyReport().content()).isEqualTo("still spam");
    }

    @Test
    void a_message_that_is_not_answered_for_is_reported_when_it_is_sent_again() {
        var ask = new MessageAsk.Send(bob.by(), general, "spam", new Nonce("n"), null);
        rule("Look", FilterAction.REPORT, 0, "spam");
        node.ask(ask);
        stores.execute("DELETE FROM reports"); // as if the node had died before that
        assertThat(node.ask(ask).duplicate()).isTrue();
        assertThat(onlyReport().content()).isEqualTo("spam");
    }

    @Test
    void rules_are_for_who_manages_the_server_and_are_bounded() {
        for (Ask<?> ask : List.<Ask<?>>of(
                new ModerationAsk.Rules(bob.by(), id),
                new ModerationAsk.CreateRule(
                        bob.by(), id, "r", List.of("w"), FilterAction.BLOCK, 0, List.of(), null, null))) {
            var refused = node.refused(ask);
            assertThat(refused.reason()).isEqualTo(Refusal.MISSING_PERMISSION);
            assertThat(refused.params()).containsEntry("permission", Permission.MANAGE_SERVER.name());
        }
        var first = rule("b", FilterAction.BLOCK, 0, "one", "one", " two ");
        assertThat(first.words()).containsExactly("one", "two");
        rule("a", FilterAction.REPORT, 500, "one");
        rule("c", FilterAction.MUTE, 60, "one");
        isRefused(create("d", List.of("w"), FilterAction.BLOCK, 0), Refusal.TOO_MANY_RULES);
        assertThat(node.ask(new ModerationAsk.Rules(alice.by(), id)).items())
                .extracting(FilterRule::name, FilterRule::muteSeconds)
                .containsExactly(tuple("a", 0), tuple("b", 0), tuple("c", 60));
        isRefused(change(first.id(), List.of(), null, null), Refusal.TOO_FEW);
        isRefused(change(first.id(), List.of("\u200B"), null, null), Refusal.EMPTY);
        isRefused(change(first.id(), List.of("\uE000"), null, null), Refusal.WRONG_CHARACTERS);
        isRefused(change(first.id(), List.of("x".repeat(61)), null, null), Refusal.TOO_LONG);
        isRefused(change(first.id(), null, FilterAction.MUTE, null), Refusal.BELOW_LEAST);
        isRefused(change(first.id(), null, FilterAction.MUTE, 28 * 24 * 3_600 + 1), Refusal.ABOVE_MOST);
        isRefused(change(new FilterRuleId(UuidV7.next()), null, null, null), Refusal.NO_SUCH_RULE);
        var elsewhere = node.server(alice);
        isRefused(new ModerationAsk.DeleteRule(alice.by(), elsewhere.id(), first.id(), null), Refusal.NO_SUCH_RULE);
        isRefused(
                new ModerationAsk.UpdateRule(
                        alice.by(), id, first.id(), null, null, null, null, List.of(new RoleId(UuidV7.next())), null),
                Refusal.NO_SUCH_ROLE);
        assertThat(node.ask(new ServerAsk.Get(bob.by(), id)).id()).isEqualTo(id);
    }

    private FilterRule rule(String name, FilterAction action, int seconds, String... words) {
        return node.ask(create(name, List.of(words), action, seconds));
    }

    private ModerationAsk.CreateRule create(String name, List<String> words, FilterAction action, int seconds) {
        return new ModerationAsk.CreateRule(alice.by(), id, name, words, action, seconds, List.of(), null, null);
    }

    private ModerationAsk.UpdateRule change(
            FilterRuleId rule, @Nullable List<String> words, @Nullable FilterAction action, @Nullable Integer seconds) {
        return new ModerationAsk.UpdateRule(alice.by(), id, rule, null, words, action, seconds, null, null);
    }

    private MessageAsk.Send send(String text) {
        return new MessageAsk.Send(bob.by(), general, text, null, null);
    }

    private Report onlyReport() {
        var reports = node.ask(new ModerationAsk.Reports(alice.by(), id, ReportStatus.OPEN, null, 50))
                .items();
        assertThat(reports).hasSize(1);
        return reports.getFirst();
    }

    private void isRefused(Ask<?> ask, Refusal why) {
        assertThat(node.refused(ask).reason()).as(ask.toString()).isEqualTo(why);
    }
}
