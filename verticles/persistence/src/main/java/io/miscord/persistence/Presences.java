package io.miscord.persistence;

import io.miscord.contract.Presence;
import io.miscord.contract.User;
import io.miscord.contract.UserId;
import io.miscord.platform.presence.PresenceStore;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How available people are, as the presence store knows it. When that does not answer, everybody is offline: who is
 * there is worth showing, but not worth failing for. Methods wait: they belong on a virtual thread.
 */
public final class Presences {
    private static final Logger LOG = LoggerFactory.getLogger(Presences.class);

    private final Source source;

    /** Asks this source. */
    public Presences(Source source) {
        this.source = source;
    }

    /** Where presence is known: the presence store. */
    @FunctionalInterface
    public interface Source {
        /** What others see of these people; who is not in the answer is offline. Bounded in time. */
        Future<Map<UserId, PresenceStore.State>> get(Collection<UserId> users);
    }

    /** What others see of these people; who is not in the answer is offline. */
    public Map<UserId, PresenceStore.State> of(Collection<UserId> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        return source.get(users)
                .recover(failure -> {
                    LOG.debug("presence is not known", failure);
                    return Future.succeededFuture(Map.of());
                })
                .await();
    }

    /** What others see of a person, with when they were last there. */
    public Presence of(User user) {
        var state = of(List.of(user.id())).getOrDefault(user.id(), PresenceStore.State.OFFLINE);
        return new Presence(user.id(), state.status(), state.text(), user.lastSeen());
    }
}
