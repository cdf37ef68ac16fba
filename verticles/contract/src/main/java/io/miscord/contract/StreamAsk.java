package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What the gateways ask: starts, gaps and who may see what. Asked by nodes, never on a client's words alone. */
public sealed interface StreamAsk<A extends Answer> extends Ask<A> {
    /** The bus address of the owner. */
    String ADDRESS = "persistence.streams";

    @Override
    default String address() {
        return ADDRESS;
    }

    /** What a socket needs at its start. {@code resume}: without servers and conversations. */
    record Hello(Actor by, boolean resume) implements StreamAsk<Welcome> {}

    /** Events of a stream after {@code seq}, at most {@code limit} (1,000). */
    record Since(Actor by, StreamId stream, long seq, int limit) implements StreamAsk<Answer.Replay> {}

    /** The last seq of streams, at most 1,000, and the history that they belong to; of none, the history alone. */
    record Heads(Actor by, List<StreamId> streams) implements StreamAsk<Answer.Heads> {
        public Heads {
            streams = List.copyOf(streams);
        }
    }

    /** Where these people are members; at most 1,000. */
    record Memberships(Actor by, List<UserId> users) implements StreamAsk<Answer.Memberships> {
        public Memberships {
            users = List.copyOf(users);
        }
    }

    /** Who of these people is a member of a server; at most 1,000. */
    record MembersAmong(Actor by, ServerId server, List<UserId> users) implements StreamAsk<Answer.Memberships> {
        public MembersAmong {
            users = List.copyOf(users);
        }
    }

    /**
     * Which channels of a server these people may see, or who of them takes part in a conversation; at most 1,000.
     *
     * @param domain called {@code server} on the bus, as the release before knows it
     */
    record Visible(Actor by, @JsonProperty("server") AccessDomain domain, List<UserId> users)
            implements StreamAsk<Visibility> {
        public Visible {
            users = List.copyOf(users);
        }
    }
}
