package io.miscord.persistence.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.miscord.contract.AuditEntry;
import io.miscord.contract.ChannelAsk;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.FilterAction;
import io.miscord.contract.FilterRuleId;
import io.miscord.contract.ImageAsk;
import io.miscord.contract.MessageAsk;
import io.miscord.contract.MessageId;
import io.miscord.contract.ModerationAsk;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.ReportStatus;
import io.miscord.contract.RoleAsk;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerAsk;
import io.miscord.contract.Task;
import io.miscord.contract.TaskAsk;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever somebody does that the audit log knows of. */
final class EveryActIT extends AuditOnPostgres {
    private ChannelId channel;
    private RoleId role;
    private MessageId message;
    private String code = "";
    private FilterRuleId rule;

    @Test
    void every_act_leaves_its_before_and_after() {
        for (var act : Act.values()) {
            var entry = done(act);
            assertThat(entry.act()).isEqualTo(act.text());
            assertThat(entry.actor()).isNotNull();
            assertThat(entry.actor().id()).isEqualTo(alice.id());
            assertThat(entry.createdAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        }
        assertThat(all().items().stream().map(AuditEntry::act))
                .as("one of each, newest first")
                .containsExactlyElementsOf(
                        Arrays.stream(Act.values()).map(Act::text).toList().reversed());
    }

    /** What an act leaves, besides who did it and when. */
    private AuditEntry done(Act act) {
        var until = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
        switch (act) {
            case SERVER_UPDATE -> {
                node.ask(new ServerAsk.Update(alice.by(), server, "Renamed", "and described", 60));
                assertThat(newest().targetId()).isEqualTo(server.value());
                assertThat(newest().target()).isNull();
                changed("name", "Server", "Renamed");
                changed("description", null, "and described");
                changed("minAccountAge", 0, 60);
            }
            case SERVER_TRANSFER -> {
                // Given back by SQL: all other acts here are Alice's.
                node.ask(new ServerAsk.Transfer(alice.by(), server, bob.id()));
                stores.execute("UPDATE servers SET owner_id = '%s' WHERE id = '%s'".formatted(alice.id(), server));
                toBob(null);
                changed("ownerId", alice.id().toString(), bob.id().toString());
            }
            case MEMBER_UPDATE -> {
                node.ask(new ServerAsk.UpdateMember(bob.by(), server, bob.id(), "Rob", null, "not written down"));
                node.ask(new ServerAsk.UpdateMember(alice.by(), server, bob.id(), "Bobby", null, "nicer"));
                toBob("nicer");
                changed("nickname", "Rob", "Bobby");
                changed("roles", List.of(), List.of());
            }
            case INVITE_DELETE -> {
                node.ask(new ServerAsk.RevokeInvite(alice.by(), code));
                assertThat(newest().targetId()).isNull();
                assertThat(newest().before())
                        .containsEntry("code", code.substring(0, 3) + "…")
                        .containsEntry("uses", 0)
                        .containsEntry("createdBy", alice.id().toString());
                assertThat(newest().after()).isNull();
            }
            case CHANNEL_CREATE -> {
                channel = node.ask(new ChannelAsk.Create(
                                alice.by(), server, "workshop", ChannelType.TEXT, null, null, null, null))
                        .id();
                toChannel();
                assertThat(newest().before()).isNull();
                assertThat(newest().after()).containsEntry("name", "workshop").containsEntry("type", "text");
            }
            case CHANNEL_UPDATE -> {
                node.ask(new ChannelAsk.Update(alice.by(), channel, null, "Tools", null, null, null));
                toChannel();
                changed("topic", null, "Tools");
                changed("name", "workshop", "workshop");
            }
            case CHANNEL_MOVE -> {
                var move = new ChannelAsk.ChannelMove(channel, 0, null);
                node.ask(new ChannelAsk.Move(alice.by(), server, List.of(move)));
                toChannel();
                changed("position", 2, 0);
            }
            case OVERWRITE_UPDATE -> {
                var views = Permissions.of(Permission.VIEW_CHANNEL);
                node.ask(new ChannelAsk.SetOverwrite(
                        alice.by(), channel, Overwrite.of(bob.id(), views, Permissions.NONE)));
                toBob(null);
                assertThat(newest().channelId()).isEqualTo(channel);
                assertThat(newest().before()).isNull();
                assertThat(newest().after()).isEqualTo(Map.of("allow", List.of("VIEW_CHANNEL"), "deny", List.of()));
            }
            case CHANNEL_EXPORT -> startsTask(node.ask(new TaskAsk.Export(alice.by(), channel, null)));
            case CHANNEL_IMPORT -> startsTask(node.ask(new TaskAsk.Import(alice.by(), channel, null)));
            case CHANNEL_DELETE -> {
                node.ask(new ChannelAsk.Delete(alice.by(), channel));
                toChannel();
                assertThat(newest().before()).containsEntry("topic", "Tools");
                assertThat(newest().after()).isNull();
            }
            case ROLE_CREATE -> {
                role = node.ask(new RoleAsk.Create(
                                alice.by(), server, "Guards", 7, Permissions.NONE, true, false, null))
                        .id();
                toRole();
                assertThat(newest().before()).isNull();
                assertThat(newest().after())
                        .containsEntry("name", "Guards")
                        .containsEntry("color", 7)
                        .containsEntry("hoist", true)
                        .containsEntry("mentionable", false);
            }
            case ROLE_UPDATE -> {
                var kicks = Permissions.of(Permission.KICK_MEMBERS);
                node.ask(new RoleAsk.Update(alice.by(), server, role, null, null, kicks, null, null));
                toRole();
                changed("permissions", List.of(), List.of("KICK_MEMBERS"));
                changed("name", "Guards", "Guards");
            }
            case ROLE_MOVE -> {
                node.ask(new RoleAsk.Move(alice.by(), server, List.of(new RoleAsk.RoleMove(role, 2))));
                assertThat(newest().targetId()).isNull();
                assertThat(texts(newest().before(), "roles"))
                        .hasSize(3)
                        .element(1)
                        .isEqualTo(role.toString());
                assertThat(texts(newest().after(), "roles")).hasSize(3).last().isEqualTo(role.toString());
            }
            case ROLE_GIVE -> {
                node.ask(new RoleAsk.Give(alice.by(), server, bob.id(), role));
                toBob(null);
                changed("roles", List.of(), List.of(role.toString()));
            }
            case ROLE_TAKE -> {
                node.ask(new RoleAsk.Take(alice.by(), server, bob.id(), role));
                toBob(null);
                changed("roles", List.of(role.toString()), List.of());
            }
            case ROLE_DELETE -> {
                node.ask(new RoleAsk.Delete(alice.by(), server, role));
                toRole();
                assertThat(newest().before()).containsEntry("permissions", List.of("KICK_MEMBERS"));
                assertThat(newest().after()).isNull();
            }
            case INVITE_CREATE -> {
                code = node.ask(new ServerAsk.CreateInvite(alice.by(), server, 3, null, null))
                        .code();
                assertThat(newest().before()).isNull();
                assertThat(newest().after())
                        .containsEntry("code", code.substring(0, 3) + "…")
                        .containsEntry("maxUses", 3)
                        .containsEntry("expiresAt", null);
            }
            case MESSAGE_PIN -> {
                message = node.say(bob, general(), "secret").message().id();
                node.ask(new MessageAsk.Pin(alice.by(), message));
                toMessage(newest().after());
                assertThat(newest().before()).isNull();
            }
            case MESSAGE_UNPIN -> {
                node.ask(new MessageAsk.Unpin(alice.by(), message));
                toMessage(newest().before());
                assertThat(newest().after()).isNull();
            }
            case MESSAGE_DELETE -> {
                node.ask(new MessageAsk.Delete(alice.by(), message));
                toMessage(newest().before());
                assertThat(newest().after()).isNull();
            }
            case MESSAGE_BULK_DELETE -> {
                var one = node.say(bob, general(), "one").message().id();
                var two = node.say(alice, general(), "two").message().id();
                node.ask(new MessageAsk.BulkDelete(alice.by(), general(), List.of(one, two)));
                assertThat(newest().channelId()).isEqualTo(general());
                assertThat(texts(newest().before(), "messageIds")).containsExactly("" + one, "" + two);
                assertThat(newest().after()).isNull();
            }
            case EMOJI_CREATE -> {
                var url = "/files/images/" + "a".repeat(64) + ".png";
                node.ask(new ImageAsk.Keep(alice.by(), ImageAsk.Purpose.EMOJI, server, url));
                var emoji = node.ask(new ImageAsk.AddEmoji(alice.by(), server, "parrot", url, null));
                assertThat(newest().targetId()).isEqualTo(emoji.id().value());
                assertThat(newest().before()).isNull();
                assertThat(newest().after()).containsEntry("name", "parrot").containsEntry("url", url);
            }
            case EMOJI_DELETE -> {
                var emoji =
                        node.ask(new ImageAsk.Emoji(alice.by(), server)).items().getFirst();
                node.ask(new ImageAsk.DeleteEmoji(alice.by(), server, emoji.id()));
                assertThat(newest().targetId()).isEqualTo(emoji.id().value());
                assertThat(newest().before()).containsEntry("name", "parrot");
                assertThat(newest().after()).isNull();
            }
            case MEMBER_KICK -> {
                stores.execute("UPDATE members SET nickname = 'Bobby' WHERE user_id = '%s'".formatted(bob.id()));
                node.ask(new ModerationAsk.Kick(alice.by(), server, bob.id(), "noise", null));
                toBob("noise");
                assertThat(newest().before()).containsEntry("nickname", "Bobby").containsKeys("roles", "joinedAt");
                assertThat(newest().after()).isNull();
            }
            case MEMBER_BAN -> {
                node.ask(new ModerationAsk.Ban(alice.by(), server, bob.id(), "spam", null, null, 60));
                toBob("spam");
                assertThat(newest().before()).isNull();
                assertThat(newest().after())
                        .containsEntry("reason", "spam")
                        .containsEntry("expiresAt", null)
                        .containsEntry("purge", 60);
            }
            case MEMBER_UNBAN -> {
                node.ask(new ModerationAsk.Unban(alice.by(), server, bob.id(), "a mistake"));
                toBob("a mistake");
                assertThat(newest().before()).containsEntry("reason", "spam").containsEntry("expiresAt", null);
                assertThat(newest().after()).isNull();
                comes();
            }
            case MEMBER_MUTE -> {
                node.ask(new ModerationAsk.Mute(alice.by(), server, bob.id(), until, "calm down"));
                toBob("calm down");
                assertThat(newest().before()).isNull();
                assertThat(newest().after()).containsOnlyKeys("mutedUntil");
            }
            case MEMBER_UNMUTE -> {
                node.ask(new ModerationAsk.Unmute(alice.by(), server, bob.id(), null));
                toBob(null);
                assertThat(newest().before()).containsOnlyKeys("mutedUntil");
                assertThat(newest().after()).isNull();
            }
            case VOICE_MUTE -> inCall(ModerationAsk.CallAct.SILENCE);
            case VOICE_UNMUTE -> inCall(ModerationAsk.CallAct.UNSILENCE);
            case VOICE_DISCONNECT -> inCall(ModerationAsk.CallAct.DISCONNECT);
            case VOICE_MOVE -> {
                var voice = inCall(ModerationAsk.CallAct.MOVE);
                changed("channelId", voice.toString(), voice.toString());
            }
            case FILTER_RULE_CREATE -> {
                rule = node.ask(new ModerationAsk.CreateRule(
                                alice.by(),
                                server,
                                "Spam",
                                List.of("casino"),
                                FilterAction.MUTE,
                                60,
                                List.of(),
                                null,
                                "flood"))
                        .id();
                toRule("flood");
                assertThat(newest().before()).isNull();
                assertThat(newest().after())
                        .containsEntry("name", "Spam")
                        .containsEntry("words", List.of("casino"))
                        .containsEntry("action", "mute")
                        .containsEntry("muteSeconds", 60)
                        .containsEntry("exemptRoles", List.of());
            }
            case FILTER_RULE_UPDATE -> {
                node.ask(new ModerationAsk.UpdateRule(
                        alice.by(), server, rule, null, null, FilterAction.REPORT, null, null, null));
                toRule(null);
                changed("action", "mute", "report");
                changed("muteSeconds", 60, 0);
            }
            case FILTER_RULE_DELETE -> {
                node.ask(new ModerationAsk.DeleteRule(alice.by(), server, rule, "all is calm"));
                toRule("all is calm");
                assertThat(newest().before()).containsEntry("action", "report");
                assertThat(newest().after()).isNull();
            }
            case REPORT_CLOSE -> {
                var said = node.say(bob, general(), "rude").message().id();
                node.ask(new ModerationAsk.Report(alice.by(), said, "rude"));
                var reports = node.ask(new ModerationAsk.Reports(alice.by(), server, ReportStatus.OPEN, null, 1));
                var report = reports.items().getFirst().id();
                node.ask(new ModerationAsk.CloseReport(alice.by(), server, report, ReportStatus.RESOLVED, "warned"));
                assertThat(newest().targetId()).isEqualTo(report.value());
                assertThat(newest().channelId()).isEqualTo(general());
                assertThat(newest().reason()).isEqualTo("warned");
                changed("status", "open", "resolved");
            }
        }
        return newest();
    }

    /** Done to Bob in the server's voice channel, which is answered. */
    private ChannelId inCall(ModerationAsk.CallAct act) {
        var voice = node.ask(new ChannelAsk.Of(alice.by(), server)).items().stream()
                .filter(one -> one.type() == ChannelType.VOICE)
                .findFirst()
                .orElseThrow()
                .id();
        node.ask(new ModerationAsk.ActInCall(alice.by(), voice, bob.id(), act, voice, "echo"));
        toBob("echo");
        assertThat(newest().channelId()).isEqualTo(voice);
        return voice;
    }

    private void toBob(@Nullable String reason) {
        assertThat(newest().targetId()).isEqualTo(bob.id().value());
        assertThat(newest().target()).isNotNull();
        assertThat(newest().target().id()).isEqualTo(bob.id());
        assertThat(newest().reason()).isEqualTo(reason);
    }

    private void toChannel() {
        assertThat(newest().targetId()).isEqualTo(channel.value());
        assertThat(newest().channelId()).isEqualTo(channel);
    }

    private void startsTask(Task task) {
        toChannel();
        assertThat(newest().before()).isNull();
        assertThat(newest().after()).isEqualTo(Map.of("taskId", task.id().toString()));
    }

    private void toRule(@Nullable String reason) {
        assertThat(newest().targetId()).isEqualTo(rule.value());
        assertThat(newest().reason()).isEqualTo(reason);
    }

    private void toRole() {
        assertThat(newest().targetId()).isEqualTo(role.value());
    }

    /** The entry names the message and its author, and does not say what stood there. */
    private void toMessage(@Nullable Map<String, Object> named) {
        toBob(null);
        assertThat(newest().channelId()).isEqualTo(general());
        assertThat(named).isEqualTo(Map.of("messageId", message.toString()));
    }

    private static List<String> texts(@Nullable Map<String, Object> values, String field) {
        return Stream.of(((List<?>) map(values).get(field)).toArray())
                .map(String::valueOf)
                .toList();
    }

    private void changed(String field, @Nullable Object from, @Nullable Object into) {
        assertThat(map(newest().before())).containsEntry(field, from);
        assertThat(map(newest().after())).containsEntry(field, into);
    }

    private static Map<String, Object> map(@Nullable Map<String, Object> values) {
        return values == null ? Map.of() : values;
    }
}
