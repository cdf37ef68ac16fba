package io.miscord.persistence.access;

import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.sql.Queries;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Reads what people's permissions follow from, for many at once; {@link Access} is for one. To be asked in the snapshot
 * of the channels that it is used for. Methods wait: they belong on a virtual thread.
 */
public final class Memberships {
    private final MembershipStore store = new MembershipStore();

    /** Somebody's in servers that they are a member of. */
    public Map<ServerId, Membership> of(Queries queries, UserId user, Collection<ServerId> servers) {
        return servers.isEmpty() ? Map.of() : store.of(queries, user, servers);
    }

    /** Those of people in one server, mutes aside; who is no member is left out, and everybody once it is deleted. */
    public List<Membership> in(Queries queries, ServerId server, Collection<UserId> users) {
        return users.isEmpty() ? List.of() : store.in(queries, server, users);
    }
}
