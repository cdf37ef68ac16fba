package io.miscord.persistence.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.Ask;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Permission;
import io.miscord.contract.Refusal;
import io.miscord.contract.Report;
import io.miscord.contract.ReportStatus;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerId;
import io.miscord.persistence.OwnerNode;
import io.miscord.persistence.OwnerNode.SomeOne;
import io.miscord.testkit.RealServers;
import io.miscord.testkit.Stores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alice owns a server, Mo may manage messages there, Bob writes and Carol reports. */
@ExtendWith(RealServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsIT {
    private OwnerNode node;
    private Stores stores;
    private SomeOne alice;
    private SomeOne mo;
    private SomeOne bob;
    private SomeOne carol;
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
        carol = node.somebody();
        ServerDetail server = node.server(alice);
        id = server.id();
        general = OwnerNode.general(server);
        node.join(alice, id, mo, bob, carol);
        Ranks.give(stores, id, mo, 500, Permission.MANAGE_MESSAGES);
    }

    @Test
    void a_report_keeps_what_was_said_and_is_closed_by_who_keeps_order() {
        var said = said("rude");
        node.ask(new ModerationAsk.Report(carol.by(), said, "he is rude"));
        node.ask(new MessageAsk.Edit(bob.by(), said, "kind"));
        isRefused(new ModerationAsk.Report(carol.by(), said, "again"), Refusal.ALREADY_REPORTED);
        node.ask(new ModerationAsk.Report(alice.by(), said, "he was rude"));
        var reports = reports(ReportStatus.OPEN);
        assertThat(reports).extracting(Report::content).containsExactly("kind", "rude");
        var report = reports.getLast();
        assertThat(report.reporter()).isNotNull();
        assertThat(report.reporter().id()).isEqualTo(carol.id());
        assertThat(report.author()).isNotNull();
        assertThat(report.author().id()).isEqualTo(bob.id());
        assertThat(report.channelId()).isEqualTo(general);
        assertThat(report.closedBy()).isNull();
        node.ask(new ModerationAsk.CloseReport(mo.by(), id, report.id(), ReportStatus.DISMISSED, null));
        assertThat(reports(ReportStatus.OPEN)).hasSize(1);
        assertThat(reports(ReportStatus.DISMISSED))
                .singleElement()
                .satisfies(closed -> assertThat(closed.closedBy()).isEqualTo(mo.id()));
        node.ask(new ModerationAsk.CloseReport(mo.by(), id, report.id(), ReportStatus.OPEN, null));
        assertThat(reports(ReportStatus.OPEN)).extracting(Report::closedBy).containsExactly(null, null);
    }

    @Test
    void nobody_reports_themselves_what_they_do_not_see_or_what_is_not_in_a_server() {
        var said = said("hello");
        isRefused(new ModerationAsk.Report(bob.by(), said, "I was rude"), Refusal.NOT_YOURSELF);
        isRefused(new ModerationAsk.Report(node.somebody().by(), said, "rude"), Refusal.NO_SUCH_MESSAGE);
        isRefused(new ModerationAsk.Report(carol.by(), said, " "), Refusal.EMPTY);
        isRefused(new ModerationAsk.Report(carol.by(), said, "x".repeat(513)), Refusal.TOO_LONG);
        var dm = node.ask(new ChannelAsk.OpenConversation(bob.by(), List.of(carol.id())))
                .conversation()
                .id();
        var there = node.say(bob, dm, "psst").message().id();
        isRefused(new ModerationAsk.Report(carol.by(), there, "rude"), Refusal.NO_REPORTS_HERE);
        node.ask(new MessageAsk.Delete(bob.by(), said));
        isRefused(new ModerationAsk.Report(carol.by(), said, "rude"), Refusal.NO_SUCH_MESSAGE);
    }

    @Test
    void reports_are_for_who_manages_messages_in_that_channel() {
        var said = said("rude");
        node.ask(new ModerationAsk.Report(carol.by(), said, "rude"));
        var report = reports(ReportStatus.OPEN).getFirst().id();
        isRefused(list(carol, ReportStatus.OPEN), Refusal.MISSING_PERMISSION);
        isRefused(list(node.somebody(), ReportStatus.OPEN), Refusal.NO_SUCH_SERVER);
        isRefused(
                new ModerationAsk.CloseReport(carol.by(), id, report, ReportStatus.RESOLVED, null),
                Refusal.MISSING_PERMISSION);
        var elsewhere = node.server(mo);
        isRefused(
                new ModerationAsk.CloseReport(mo.by(), elsewhere.id(), report, ReportStatus.RESOLVED, null),
                Refusal.NO_SUCH_REPORT);
        // In another channel Mo sees nothing at all: the reports there are not Mo's to see either.
        var hidden = node.ask(new ChannelAsk.Create(alice.by(), id, "hidden", ChannelType.TEXT, null, null, null, null))
                .id();
        var secret = node.say(bob, hidden, "secret").message().id();
        node.ask(new ModerationAsk.Report(carol.by(), secret, "rude"));
        var second = reports(ReportStatus.OPEN).getFirst();
        assertThat(second.content()).isEqualTo("secret");
        stores.execute(
                "INSERT INTO channel_overwrites (channel_id, user_id, deny) VALUES ('%s', '%s', '[\"VIEW_CHANNEL\"]')"
                        .formatted(hidden, mo.id()));
        assertThat(reports(ReportStatus.OPEN)).extracting(Report::content).containsExactly("rude");
        isRefused(
                new ModerationAsk.CloseReport(mo.by(), id, second.id(), ReportStatus.RESOLVED, null),
                Refusal.NO_SUCH_REPORT);
    }

    @Test
    void reports_come_in_pages_newest_first() {
        var said = new ArrayList<MessageId>();
        for (int i = 0; i < 7; i++) {
            var message = said("m" + i);
            node.ask(new ModerationAsk.Report(carol.by(), message, "r"));
            said.addFirst(message);
        }
        var found = new ArrayList<MessageId>();
        String cursor = null;
        do {
            var page = node.ask(new ModerationAsk.Reports(mo.by(), id, ReportStatus.OPEN, cursor, 3));
            page.items().forEach(report -> found.add(report.messageId()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(found).isEqualTo(said);
        isRefused(new ModerationAsk.Reports(mo.by(), id, ReportStatus.OPEN, "x", 3), Refusal.NOT_A_CURSOR);
    }

    private MessageId said(String text) {
        return node.say(bob, general, text).message().id();
    }

    private List<Report> reports(ReportStatus status) {
        return node.ask(list(mo, status)).items();
    }

    private ModerationAsk.Reports list(SomeOne asker, ReportStatus status) {
        return new ModerationAsk.Reports(asker.by(), id, status, null, 50);
    }

    private void isRefused(Ask<?> ask, Refusal why) {
        assertThat(node.refused(ask).reason()).as(ask.toString()).isEqualTo(why);
    }
}
