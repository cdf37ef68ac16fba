package io.miscord.api;

import io.miscord.contract.Account;
import io.miscord.contract.AuditEntry;
import io.miscord.contract.Author;
import io.miscord.contract.Ban;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Conversation;
import io.miscord.contract.EmojiId;
import io.miscord.contract.FilterAction;
import io.miscord.contract.FilterRule;
import io.miscord.contract.FilterRuleId;
import io.miscord.contract.Invite;
import io.miscord.contract.ListedMember;
import io.miscord.contract.Member;
import io.miscord.contract.Message;
import io.miscord.contract.MessageId;
import io.miscord.contract.MessageType;
import io.miscord.contract.Nonce;
import io.miscord.contract.Overwrite;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.Presence;
import io.miscord.contract.PresenceStatus;
import io.miscord.contract.Report;
import io.miscord.contract.ReportId;
import io.miscord.contract.ReportStatus;
import io.miscord.contract.Role;
import io.miscord.contract.RoleId;
import io.miscord.contract.Server;
import io.miscord.contract.ServerDetail;
import io.miscord.contract.ServerEmoji;
import io.miscord.contract.ServerId;
import io.miscord.contract.SessionId;
import io.miscord.contract.SignedIn;
import io.miscord.contract.StreamId;
import io.miscord.contract.Task;
import io.miscord.contract.TaskId;
import io.miscord.contract.TaskKind;
import io.miscord.contract.TaskStatus;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.platform.ids.UuidV7;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers that owners might give. */
final class Samples {
    static final Instant TIME = Instant.parse("2026-11-21T03:50:00.120Z");
    static final UserId ALICE = new UserId(UuidV7.next());
    static final ServerId SERVER = new ServerId(UuidV7.next());
    static final ChannelId CHANNEL = new ChannelId(UuidV7.next());
    static final RoleId ROLE = new RoleId(UuidV7.next());
    static final TaskId TASK = new TaskId(UuidV7.next());
    static final MessageId MESSAGE = new MessageId(UuidV7.next());

    private Samples() {}

    static Account account() {
        return new Account(
                ALICE, "alice", "Alice", null, null, "counting", TIME, TIME, "alice@example.org", false, true);
    }

    static User user() {
        return new User(ALICE, "alice", "Alice", null, null, null, null, TIME);
    }

    static SignedIn signedIn() {
        return new SignedIn(account(), new SessionId(UuidV7.next()), "refresh-me");
    }

    static Presence presence() {
        return new Presence(ALICE, PresenceStatus.DND, null, TIME);
    }

    static Server server() {
        return new Server(SERVER, "Engines", "of difference", null, ALICE, null, 0, TIME);
    }

    static ServerDetail serverDetail() {
        return ServerDetail.of(
                server(),
                List.of(channel()),
                List.of(role()),
                List.of(new ServerEmoji(new EmojiId(UuidV7.next()), SERVER, "cog", "/files/images/cog")),
                member(),
                Permissions.ALL,
                Map.of(StreamId.of(SERVER), 2L, StreamId.of(CHANNEL), 0L));
    }

    static Role role() {
        var views = Permissions.of(Permission.VIEW_CHANNEL);
        return new Role(ROLE, SERVER, "member", 0, views, 0, false, false);
    }

    static Channel channel() {
        var mayNotWrite = Overwrite.of(ROLE, Permissions.NONE, Permissions.of(Permission.SEND_MESSAGES));
        return new Channel(CHANNEL, SERVER, "general", ChannelType.TEXT, 0, null, null, 0, List.of(mayNotWrite), TIME);
    }

    static Member member() {
        return new Member(user(), null, List.of(new RoleId(UuidV7.next())), TIME, PresenceStatus.ONLINE, null);
    }

    static Ban ban() {
        return new Ban(user(), null, ALICE, TIME, TIME);
    }

    static FilterRule filterRule() {
        return new FilterRule(
                new FilterRuleId(UuidV7.next()),
                SERVER,
                "No spam",
                List.of("spam"),
                FilterAction.MUTE,
                60,
                List.of(ROLE));
    }

    static Report report() {
        return new Report(
                new ReportId(UuidV7.next()),
                SERVER,
                CHANNEL,
                MESSAGE,
                new Author(ALICE, "alice", "Alice", null),
                null,
                "No spam",
                "spam",
                ReportStatus.OPEN,
                null,
                TIME);
    }

    static AuditEntry auditEntry() {
        return new AuditEntry(
                UuidV7.next(),
                "server_update",
                new Author(ALICE, "alice", "Alice", null),
                SERVER.value(),
                null,
                null,
                "better",
                Map.of("name", "Motors"),
                Map.of("name", "Engines"),
                TIME);
    }

    static ListedMember listed() {
        return ListedMember.of(member(), ROLE);
    }

    static Invite invite(@Nullable Server server, @Nullable Integer members) {
        return new Invite("Kq3xT9wZ", TIME, 10, 1, null, server == null ? ALICE : null, server, members);
    }

    static Conversation conversation() {
        return new Conversation(CHANNEL, "Engines", user().id(), List.of(user()));
    }

    static Message message(String content, @Nullable Nonce nonce) {
        return new Message(
                MESSAGE,
                CHANNEL,
                7,
                new Author(ALICE, "alice", "Alice", null),
                null,
                content,
                MessageType.TEXT,
                null,
                false,
                List.of(),
                List.of(new Message.Reaction("👍", 2, true)),
                List.of(),
                List.of(),
                List.of(),
                0,
                null,
                null,
                nonce,
                TIME,
                null);
    }

    static Task task(TaskStatus status) {
        return task(status, ALICE);
    }

    static Task task(TaskStatus status, @Nullable UserId by) {
        var done = status == TaskStatus.DONE;
        return new Task(
                TASK,
                TaskKind.EXPORT,
                status,
                done ? 100 : 12,
                12,
                100,
                CHANNEL,
                by,
                TIME,
                status == TaskStatus.QUEUED ? null : TIME,
                done ? TIME : null,
                null,
                done ? new Task.Result(null, 4, TIME) : null);
    }

    static Message orphan() {
        return new Message(
                MESSAGE,
                CHANNEL,
                8,
                null,
                "Once Bob",
                "from nobody",
                MessageType.TEXT,
                MESSAGE,
                true,
                List.of(),
                List.of(),
                List.of(ALICE),
                List.of(),
                List.of(),
                0,
                null,
                null,
                null,
                TIME,
                TIME);
    }
}
