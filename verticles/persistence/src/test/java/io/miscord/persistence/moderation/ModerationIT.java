package io.miscord.persistence.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Actor;
import io.miscord.contract.Ask;
import io.miscord.contract.AuditEntry;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamAsk;
import io.miscord.contract.StreamEvent;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.platform.ids.UuidV7;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alice owns a server; Mo may kick, ban and mute there; Bob is nobody in particular. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModerationIT {
    private OwnerNode node;
    private Stores stores;
    private SomeOne alice;
    private SomeOne mo;
    private SomeOne bob;
    private ServerDetail server;
    private ServerId id;
    private ChannelId general;

    @BeforeAll
    void start(Stores own) {
        stores = own;
        node = new OwnerNode(own);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void meet() {
        alice = node.somebody();
        mo = node.somebody();
        bob = node.somebody();
        server = node.server(alice);
        id = server.id();
        general = OwnerNode.general(server);
        node.join(alice, id, mo, bob);
        Ranks.give(
                stores,
                id,
                mo,
                500,
                Permission.VIEW_CHANNEL,
                Permission.SEND_MESSAGES,
                Permission.KICK_MEMBERS,
                Permission.BAN_MEMBERS,
                Permission.MUTE_MEMBERS);
    }

    @Test
    void nobody_acts_on_who_stands_as_high_as_themselves_nor_on_the_owner_nor_on_themselves() {
        var high = node.somebody();
        var equal = node.somebody();
        var low = node.somebody();
        var stranger = node.somebody();
        node.join(alice, id, high, equal, low);
        Ranks.give(stores, id, high, 501);
        Ranks.give(stores, id, equal, 500);
        Ranks.give(stores, id, low, 499);
        for (var above : List.of(high, equal)) {
            for (var ask : acts(mo, above.id())) {
                var refused = node.refused(ask);
                assertThat(refused.reason()).as(ask.toString()).isEqualTo(Refusal.ABOVE_YOU);
                assertThat(refused.params())
                        .containsEntry("who", above.signedIn().user().displayName());
            }
        }
        acts(mo, alice.id()).forEach(ask -> isRefused(ask, Refusal.OWNER_STAYS));
        acts(mo, mo.id()).forEach(ask -> isRefused(ask, Refusal.NOT_YOURSELF));
        acts(alice, alice.id()).forEach(ask -> isRefused(ask, Refusal.NOT_YOURSELF));
        acts(bob, low.id()).forEach(ask -> isRefused(ask, Refusal.MISSING_PERMISSION));
        acts(stranger, bob.id()).forEach(ask -> isRefused(ask, Refusal.NO_SUCH_SERVER));
        isRefused(new ModerationAsk.Bans(bob.by(), id, null, 50), Refusal.MISSING_PERMISSION);
        isRefused(new ModerationAsk.Unban(bob.by(), id, stranger.id(), null), Refusal.MISSING_PERMISSION);
        acts(mo, low.id()).forEach(node::ask);
        acts(alice, high.id()).forEach(node::ask);
        isRefused(new ModerationAsk.Kick(mo.by(), id, low.id(), null, null), Refusal.NOT_A_MEMBER);
        isRefused(new ModerationAsk.Mute(mo.by(), id, stranger.id(), soon(), null), Refusal.NOT_A_MEMBER);
        isRefused(new ModerationAsk.Unmute(mo.by(), id, stranger.id(), null), Refusal.NOT_A_MEMBER);
        isRefused(
                new ModerationAsk.Ban(mo.by(), id, new UserId(UuidV7.next()), null, null, null, null),
                Refusal.NO_SUCH_PERSON);
    }

    @Test
    void who_is_kicked_is_told_why_may_do_nothing_any_more_and_may_come_back() {
        node.say(bob, general, "while I may");
        int before = told(StreamId.of(id)).size();
        node.ask(new ModerationAsk.Kick(mo.by(), id, bob.id(), " noise ", null));
        assertThat(told(StreamId.of(id)).subList(before, before + 2))
                .extracting(StreamEvent::name)
                .containsExactly("access:changed", "member:left");
        var left = told(StreamId.of(bob.id())).getLast();
        assertThat(left.name()).isEqualTo("server:left");
        assertThat(left.frame().text()).contains("\"reason\":\"kicked\"").contains("\"detail\":\"noise\"");
        isRefused(new MessageAsk.Send(bob.by(), general, "still here?", null, null), Refusal.NO_SUCH_CHANNEL);
        isRefused(new ServerAsk.Get(bob.by(), id), Refusal.NO_SUCH_SERVER);
        node.join(alice, id, bob);
        node.say(bob, general, "back again");
    }

    @Test
    void what_is_said_for_the_log_alone_is_not_told() {
        node.ask(new ModerationAsk.Kick(mo.by(), id, bob.id(), null, "seen before"));
        assertThat(told(StreamId.of(bob.id())).getLast().frame().text())
                .contains("\"reason\":\"kicked\"")
                .doesNotContain("detail");
        node.join(alice, id, bob);
        node.ask(new ModerationAsk.Ban(mo.by(), id, bob.id(), null, "seen again", null, null));
        assertThat(told(StreamId.of(bob.id())).getLast().frame().text())
                .contains("\"reason\":\"banned\"")
                .doesNotContain("detail");
        var invite = node.ask(new ServerAsk.CreateInvite(alice.by(), id, null, null, null));
        isRefused(new ServerAsk.Join(bob.by(), invite.code()), Refusal.BANNED);
        node.ask(new ModerationAsk.Ban(mo.by(), id, bob.id(), "spam", "seen once more", null, null));
        var log = new ModerationAsk.Audit(
                alice.by(), id, new ModerationAsk.Filter(mo.id(), null, null, null, null, null), null, 3);
        assertThat(node.ask(log).items())
                .extracting(AuditEntry::reason)
                .containsExactly("spam", "seen again", "seen before");
    }

    @Test
    void who_is_banned_is_out_and_stays_out_until_it_ends() {
        node.say(bob, general, "while I may");
        var ban = node.ask(new ModerationAsk.Ban(mo.by(), id, bob.id(), "spam", null, 3_600, null));
        assertThat(ban.by()).isEqualTo(mo.id());
        assertThat(Duration.between(ban.createdAt(), ban.expiresAt())).isEqualTo(Duration.ofHours(1));
        assertThat(told(StreamId.of(bob.id())).getLast().frame().text())
                .contains("\"reason\":\"banned\"")
                .contains("\"detail\":\"spam\"");
        isRefused(new MessageAsk.Send(bob.by(), general, "still here?", null, null), Refusal.NO_SUCH_CHANNEL);
        var invite = node.ask(new ServerAsk.CreateInvite(alice.by(), id, 1, null, null));
        var join = new ServerAsk.Join(bob.by(), invite.code());
        var refused = node.refused(join);
        assertThat(refused.reason()).isEqualTo(Refusal.BANNED_FOR);
        assertThat(refused.detail()).endsWith(": spam");
        node.ask(new ModerationAsk.Ban(mo.by(), id, bob.id(), null, null, null, null));
        assertThat(node.refused(join).reason()).isEqualTo(Refusal.BANNED);
        var bans = node.ask(new ModerationAsk.Bans(mo.by(), id, null, 50)).items();
        assertThat(bans).singleElement().satisfies(one -> {
            assertThat(one.user().id()).isEqualTo(bob.id());
            assertThat(one.reason()).isNull();
            assertThat(one.expiresAt()).isNull();
        });
        stores.execute("UPDATE bans SET expires_at = now() - interval '1 second' WHERE server_id = '%s'".formatted(id));
        assertThat(node.ask(new ModerationAsk.Bans(mo.by(), id, null, 50)).items())
                .isEmpty();
        isRefused(new ModerationAsk.Unban(mo.by(), id, bob.id(), null), Refusal.NO_SUCH_BAN);
        assertThat(node.ask(join).id()).isEqualTo(id);
    }

    @Test
    void who_is_not_in_the_server_can_be_banned_and_let_in_again() {
        var stranger = node.somebody();
        var invite = node.ask(new ServerAsk.CreateInvite(alice.by(), id, null, null, null));
        var join = new ServerAsk.Join(stranger.by(), invite.code());
        node.ask(new ModerationAsk.Ban(mo.by(), id, stranger.id(), null, null, null, null));
        isRefused(join, Refusal.BANNED);
        assertThat(told(StreamId.of(stranger.id()))).isEmpty();
        node.ask(new ModerationAsk.Unban(mo.by(), id, stranger.id(), "a mistake"));
        isRefused(new ModerationAsk.Unban(mo.by(), id, stranger.id(), null), Refusal.NO_SUCH_BAN);
        assertThat(node.ask(join).id()).isEqualTo(id);
    }

    @Test
    void bans_come_in_pages_newest_first_also_those_of_one_moment() {
        var banned = new ArrayList<UserId>();
        for (int i = 0; i < 7; i++) {
            var stranger = node.somebody();
            node.ask(new ModerationAsk.Ban(mo.by(), id, stranger.id(), null, null, null, null));
            banned.addFirst(stranger.id());
        }
        assertThat(pages()).containsExactlyElementsOf(banned);
        stores.execute("UPDATE bans SET created_at = now() WHERE server_id = '%s'".formatted(id));
        assertThat(pages()).containsExactlyInAnyOrderElementsOf(banned);
        for (var cursor : List.of("x", "1.x", "." + bob.id(), "1")) {
            isRefused(new ModerationAsk.Bans(mo.by(), id, cursor, 3), Refusal.NOT_A_CURSOR);
        }
    }

    @Test
    void who_is_muted_is_silent_at_once_and_still_is_after_leaving_and_coming_back() {
        node.say(bob, general, "while I may");
        var until = soon();
        int before = told(StreamId.of(id)).size();
        var muted = node.ask(new ModerationAsk.Mute(mo.by(), id, bob.id(), until, "noise"));
        assertThat(muted.mutedUntil()).isEqualTo(until);
        assertThat(told(StreamId.of(id)).subList(before, before + 2))
                .satisfiesExactly(
                        changed -> assertThat(changed.frame().text())
                                .contains("access:changed")
                                .contains("\"userIds\":[]"),
                        member -> assertThat(member.frame().text())
                                .contains("member:updated")
                                .contains("\"mutedUntil\":"));
        isSilent(until);
        node.ask(new ServerAsk.Leave(bob.by(), id));
        node.join(alice, id, bob);
        isSilent(until);
        // What they could not do anyway is not for the mute.
        isRefused(new ServerAsk.Update(bob.by(), id, "x", null, null), Refusal.MISSING_PERMISSION);
        node.ask(new ModerationAsk.Unmute(mo.by(), id, bob.id(), null));
        assertThat(told(StreamId.of(id)).getLast().frame().text())
                .contains("member:updated")
                .doesNotContain("mutedUntil");
        node.say(bob, general, "at last");
        int then = told(StreamId.of(id)).size();
        node.ask(new ModerationAsk.Unmute(mo.by(), id, bob.id(), null));
        assertThat(told(StreamId.of(id))).hasSize(then);
    }

    @Test
    void whoever_manages_channels_and_is_muted_is_told_of_the_mute_and_of_no_permission_that_they_have() {
        Ranks.give(stores, id, mo, 501, Permission.MANAGE_CHANNELS, Permission.MANAGE_NICKNAMES);
        var category =
                node.ask(new ChannelAsk.Create(mo.by(), id, "Things", ChannelType.CATEGORY, null, null, null, null));
        node.ask(new ModerationAsk.Mute(alice.by(), id, mo.id(), soon(), null));
        var move = new ChannelAsk.ChannelMove(general, 0, new ChannelAsk.Into(category.id()));
        for (Ask<?> ask : List.<Ask<?>>of(
                new ChannelAsk.Create(mo.by(), id, "more", ChannelType.TEXT, null, null, null, null),
                new ChannelAsk.Create(mo.by(), id, "more", ChannelType.TEXT, null, category.id(), null, null),
                new ChannelAsk.Move(mo.by(), id, List.of(move)),
                new ChannelAsk.Update(mo.by(), general, "other", null, null, null, null),
                new ServerAsk.UpdateMember(mo.by(), id, mo.id(), "Mo", null, null),
                new ModerationAsk.Kick(mo.by(), id, bob.id(), null, null))) {
            isRefused(ask, Refusal.MUTED);
        }
        isRefused(new ServerAsk.Update(mo.by(), id, "x", null, null), Refusal.MISSING_PERMISSION);
        node.ask(new ModerationAsk.Mute(alice.by(), id, bob.id(), soon(), null));
        isRefused(new ServerAsk.UpdateMember(bob.by(), id, bob.id(), "Bobby", null, null), Refusal.MUTED);
    }

    @Test
    void what_somebody_higher_has_muted_stays_muted() {
        var high = node.somebody();
        var equal = node.somebody();
        node.join(alice, id, high, equal);
        Ranks.give(stores, id, high, 600, Permission.MUTE_MEMBERS);
        Ranks.give(stores, id, equal, 500, Permission.MUTE_MEMBERS);
        var shorter =
                new ModerationAsk.Mute(mo.by(), id, bob.id(), Instant.now().plusSeconds(1), null);
        for (var above : List.of(alice, high)) {
            node.ask(new ModerationAsk.Mute(above.by(), id, bob.id(), soon(), null));
            for (var ask : List.<Ask<?>>of(shorter, new ModerationAsk.Unmute(mo.by(), id, bob.id(), null))) {
                var refused = node.refused(ask);
                assertThat(refused.reason()).isEqualTo(Refusal.ABOVE_YOU);
                assertThat(refused.params())
                        .containsEntry("who", above.signedIn().user().displayName());
            }
            node.ask(new ModerationAsk.Unmute(alice.by(), id, bob.id(), null));
        }
        node.ask(new ModerationAsk.Mute(equal.by(), id, bob.id(), soon(), null));
        node.ask(new ModerationAsk.Unmute(mo.by(), id, bob.id(), null));
        // A mute that is over, and one of somebody who is gone, are nobody's any more.
        node.ask(new ModerationAsk.Mute(high.by(), id, bob.id(), soon(), null));
        stores.execute("UPDATE mutes SET until = now() WHERE user_id = '%s'".formatted(bob.id()));
        node.ask(new ModerationAsk.Mute(mo.by(), id, bob.id(), soon(), null));
        node.ask(new ModerationAsk.Mute(high.by(), id, bob.id(), soon(), null));
        node.ask(new ServerAsk.Leave(high.by(), id));
        node.ask(new ModerationAsk.Unmute(mo.by(), id, bob.id(), null));
        node.say(bob, general, "at last");
    }

    @Test
    void a_mute_ends_ahead_and_within_a_year() {
        for (var until : List.of(
                Instant.now().minusSeconds(1),
                Instant.now().plus(Duration.ofDays(366)),
                Instant.parse("9999-01-01T00:00:00Z"))) {
            isRefused(new ModerationAsk.Mute(mo.by(), id, bob.id(), until, null), Refusal.NOT_AHEAD);
        }
        isRefused(new ModerationAsk.Ban(mo.by(), id, bob.id(), null, null, 0, null), Refusal.BELOW_LEAST);
        isRefused(new ModerationAsk.Ban(mo.by(), id, bob.id(), null, null, null, 604_801), Refusal.ABOVE_MOST);
        isRefused(new ModerationAsk.Kick(mo.by(), id, bob.id(), "x".repeat(513), null), Refusal.TOO_LONG);
    }

    private void isSilent(Instant until) {
        for (var ask : List.of(
                new MessageAsk.Send(bob.by(), general, "hello?", null, null),
                new ServerAsk.CreateInvite(bob.by(), id, null, null, null))) {
            var refused = node.refused(ask);
            assertThat(refused.reason()).isEqualTo(Refusal.MUTED);
            assertThat(refused.params()).containsEntry("until", until.toString());
        }
        assertThat(node.ask(new ServerAsk.Get(bob.by(), id)).permissions().allowed())
                .containsExactly(Permission.VIEW_CHANNEL);
    }

    /** One of each that may be done to somebody who is there; each can be done after the one before. */
    private List<Ask<?>> acts(SomeOne actor, UserId user) {
        return List.of(
                new ModerationAsk.Mute(actor.by(), id, user, soon(), null),
                new ModerationAsk.Unmute(actor.by(), id, user, null),
                new ModerationAsk.Kick(actor.by(), id, user, null, null),
                new ModerationAsk.Ban(actor.by(), id, user, null, null, null, null));
    }

    private List<UserId> pages() {
        var users = new ArrayList<UserId>();
        String cursor = null;
        do {
            var page = node.ask(new ModerationAsk.Bans(mo.by(), id, cursor, 3));
            page.items().forEach(ban -> users.add(ban.user().id()));
            cursor = page.next();
        } while (cursor != null);
        return users;
    }

    private List<StreamEvent> told(StreamId stream) {
        return node.ask(new StreamAsk.Since(Actor.NODE, stream, 0, 1_000)).events();
    }

    private void isRefused(Ask<?> ask, Refusal why) {
        assertThat(node.refused(ask).reason()).as(ask.toString()).isEqualTo(why);
    }

    private static Instant soon() {
        return Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
    }
}
