package io.miscord.contract;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about keeping order in a server. Whoever acts on a member stands above them; nobody acts on the
 * owner or themselves. Reasons have 512 characters at most, and stand in the audit log.
 */
public sealed interface ModerationAsk<A extends Answer> extends Ask<A> {
    /** The bus address of the owner. */
    String ADDRESS = "persistence.moderation";

    @Override
    default String address() {
        return ADDRESS;
    }

    /**
     * Takes somebody out of the server, to which they may come back.
     *
     * @param reason what they are told, and the log keeps
     * @param auditReason what the log keeps where they are told none
     */
    record Kick(
            Actor by,
            ServerId server,
            UserId user,
            @Nullable String reason,
            @Nullable String auditReason) implements ModerationAsk<Answer.Done> {}

    /**
     * Takes somebody out of the server, if they are in it, and keeps them out. A second ban replaces the first.
     *
     * @param reason what they are told, and the log keeps
     * @param auditReason what the log keeps where they are told none
     * @param expiresIn for how many seconds, ten years at most; null for good
     * @param purge their messages of so many last seconds are removed too, those of 7 days at most; null for none
     */
    record Ban(
            Actor by,
            ServerId server,
            UserId user,
            @Nullable String reason,
            @Nullable String auditReason,
            @Nullable Integer expiresIn,
            @Nullable Integer purge)
            implements ModerationAsk<io.miscord.contract.Ban> {}

    /** Ends a ban; NOT_FOUND when there is none. */
    record Unban(
            Actor by,
            ServerId server,
            UserId user,
            @Nullable String reason) implements ModerationAsk<Answer.Done> {}

    /** The bans that hold, newest first; limit 1 to 100. */
    record Bans(Actor by, ServerId server, @Nullable String cursor, int limit)
            implements ModerationAsk<Answer.Listing<io.miscord.contract.Ban>> {}

    /**
     * Lets a member read and do nothing else, until a time at most a year ahead; it binds neither administrators nor
     * the owner. It holds even for who leaves and comes back.
     */
    record Mute(
            Actor by,
            ServerId server,
            UserId user,
            Instant until,
            @Nullable String reason) implements ModerationAsk<Member> {}

    /** Ends a mute before its time; where there is none, nothing happens. */
    record Unmute(
            Actor by,
            ServerId server,
            UserId user,
            @Nullable String reason) implements ModerationAsk<Answer.Done> {}

    /**
     * Writes down what a moderator does to somebody in a call, if they may: {@link Permission#MUTE_MEMBERS} in the
     * channel for silencing, {@link Permission#MOVE_MEMBERS} for all else, and in both where they move somebody.
     *
     * @param to where to, when they are moved
     */
    record ActInCall(
            Actor by,
            ChannelId channel,
            UserId user,
            CallAct act,
            @Nullable ChannelId to,
            @Nullable String reason) implements ModerationAsk<Answer.Done> {}

    /** What can be done to somebody in a call. */
    enum CallAct {
        SILENCE,
        UNSILENCE,
        DISCONNECT,
        MOVE
    }

    /** Who did what in the server, newest first; limit 1 to 100. A page may be short, or empty, and have a next. */
    record Audit(
            Actor by,
            ServerId server,
            Filter filter,
            @Nullable String cursor,
            int limit) implements ModerationAsk<Answer.Listing<AuditEntry>> {}

    /** The rules of a server's word filter, by name; for whoever may manage the server. */
    record Rules(Actor by, ServerId server) implements ModerationAsk<Answer.Listing<FilterRule>> {}

    /**
     * A new rule; as many as {@code limits.filterRulesPerServer}.
     *
     * @param words 1 to 100, of 60 characters at most
     * @param muteSeconds 1 second to 28 days where the action is to mute; else it counts for nothing
     */
    record CreateRule(
            Actor by,
            ServerId server,
            String name,
            List<String> words,
            FilterAction action,
            int muteSeconds,
            List<RoleId> exemptRoles,
            @Nullable Nonce nonce,
            @Nullable String reason)
            implements ModerationAsk<FilterRule> {
        public CreateRule {
            words = List.copyOf(words);
            exemptRoles = List.copyOf(exemptRoles);
        }
    }

    /** Changes a rule; null leaves a field as it is. */
    record UpdateRule(
            Actor by,
            ServerId server,
            FilterRuleId rule,
            @Nullable String name,
            @Nullable List<String> words,
            @Nullable FilterAction action,
            @Nullable Integer muteSeconds,
            @Nullable List<RoleId> exemptRoles,
            @Nullable String reason)
            implements ModerationAsk<FilterRule> {}

    /** Deletes a rule. */
    record DeleteRule(
            Actor by,
            ServerId server,
            FilterRuleId rule,
            @Nullable String reason) implements ModerationAsk<Answer.Done> {}

    /** Reports somebody else's message in a server to those who keep order there; a person does so once. */
    record Report(Actor by, MessageId message, String reason) implements ModerationAsk<Answer.Done> {}

    /** Reports of messages in channels where the asker may manage messages, newest first; limit 1 to 100. */
    record Reports(
            Actor by,
            ServerId server,
            ReportStatus status,
            @Nullable String cursor,
            int limit) implements ModerationAsk<Answer.Listing<io.miscord.contract.Report>> {}

    /** Says what became of a report, or opens it again. */
    record CloseReport(
            Actor by,
            ServerId server,
            ReportId report,
            ReportStatus status,
            @Nullable String reason) implements ModerationAsk<Answer.Done> {}

    /**
     * Which entries of the audit log; all where nothing is said.
     *
     * @param actor of this person
     * @param act this kind of act
     * @param target done to this person or thing
     * @param before earlier than this
     * @param after not earlier than this
     * @param text with this text, in any case, in the reason, before or after
     */
    record Filter(
            @Nullable UserId actor,
            @Nullable String act,
            @Nullable UUID target,
            @Nullable Instant before,
            @Nullable Instant after,
            @Nullable String text) {
        /** Everything. */
        public static final Filter ALL = new Filter(null, null, null, null, null, null);
    }
}
