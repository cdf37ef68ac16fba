package io.miscord.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an owner replies. */
public sealed interface Answer extends BusMessage
        permits Answer.Done,
                Answer.Listing,
                Answer.Opened,
                Answer.Sent,
                Answer.Changed,
                Answer.Heads,
                Answer.Replay,
                Answer.Alive,
                Answer.Named,
                Answer.Memberships,
                Answer.ReadStates,
                Answer.PushKey,
                Welcome,
                Visibility,
                SignedIn,
                Account,
                User,
                Presence,
                Server,
                ServerDetail,
                Role,
                ServerEmoji,
                Channel,
                Unread,
                Message,
                Member,
                ListedMember,
                MemberGroup,
                Invite,
                Ban,
                AuditEntry,
                FilterRule,
                Report,
                Conversation,
                Relationship,
                Settings,
                Level,
                Notification,
                Answer.StoredFile,
                Task,
                InstanceFigures,
                ListedAccount,
                ListedServer,
                RegistrationRule,
                Announcement,
                OperatorEntry,
                IceServers,
                VoiceRoom,
                VoiceSeated,
                RoomState,
                VoiceRenewed,
                VoiceCalls,
                VoiceStanding {
    /** It is done; there is nothing to say. */
    record Done() implements Answer {
        public static final Done DONE = new Done();
    }

    /**
     * A page of a list. Its items name their type on the bus, where nothing else tells what they are.
     *
     * @param next the cursor of the next page, or null at the end
     */
    record Listing<T extends Answer>(
            List<T> items, @Nullable String next) implements Answer {
        public Listing {
            items = List.copyOf(items);
        }
    }

    /** A conversation and whether this ask made it. */
    record Opened(Conversation conversation, boolean created) implements Answer {}

    /**
     * A stored message.
     *
     * @param duplicate true when its nonce was known already: the first result, announced again
     */
    record Sent(Message message, boolean duplicate) implements Answer {}

    /**
     * A change of a message.
     *
     * @param seq the seq its event took, or null for a no-op, such as reacting twice
     */
    record Changed(@Nullable Long seq, Message message) implements Answer {}

    /**
     * The last seq of streams; a stream that is not there is left out.
     *
     * @param epoch the history that these numbers belong to, as PostgreSQL told it with them
     */
    record Heads(String epoch, Map<StreamId, Long> heads) implements Answer {
        public Heads {
            heads = Map.copyOf(heads);
        }
    }

    /**
     * Events of a stream, contiguous from the seq after the one asked for.
     *
     * @param head the stream's last seq at that time; more than the last event's when there is more to fetch
     * @param tooOld true when the log no longer reaches back that far, or never had that seq: no event is given then
     */
    record Replay(StreamId stream, List<StreamEvent> events, long head, boolean tooOld) implements Answer {
        public Replay {
            events = List.copyOf(events);
        }
    }

    /** Who of the people asked about is a member of which server. */
    record Memberships(Map<ServerId, Set<UserId>> members) implements Answer {
        public Memberships {
            members = Map.copyOf(members);
        }
    }

    /**
     * How far somebody has read channels; those without messages, unread ones or calls are left out each time.
     *
     * @param heads the seq of each channel's last message
     * @param reads up to where they have read each
     * @param mentions the seqs of unread messages of others that call them, the newest first, 100 a channel at most
     */
    record ReadStates(Map<StreamId, Long> heads, Map<StreamId, Long> reads, Map<StreamId, List<Long>> mentions)
            implements Answer {
        public ReadStates {
            heads = Map.copyOf(heads);
            reads = Map.copyOf(reads);
            mentions = Map.copyOf(mentions);
        }
    }

    /** Which of the sessions asked about are still signed in. */
    record Alive(Set<SessionId> sessions) implements Answer {
        public Alive {
            sessions = Set.copyOf(sessions);
        }
    }

    /** Whose name was asked about; nobody's if null. */
    record Named(@Nullable UserId user) implements Answer {}

    /** What browsers subscribe to: a public key, in Base64 for URLs. */
    record PushKey(String key) implements Answer {}

    /**
     * A file in storage.
     *
     * @param key its key there
     * @param size in bytes
     */
    record StoredFile(String key, long size) implements Answer {}
}
