package io.miscord.gateway;

import io.miscord.contract.Account;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ServerId;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.contract.Welcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the owner answers to {@code Hello}, as far as the gateway looks at it. */
final class Welcomes {
    static final String EPOCH = "epoch";

    private Welcomes() {}

    /** Somebody's who is in no server, with these streams. */
    static Welcome of(UserId user, Map<StreamId, Long> positions) {
        return of(user, positions, Map.of(), Map.of(), EPOCH);
    }

    /** Somebody's in this server, who sees these channels of it under this version. */
    static Welcome of(
            UserId user, Map<StreamId, Long> positions, ServerId server, long version, Set<ChannelId> channels) {
        return of(user, positions, Map.of(server, version), Map.of(server, channels), EPOCH);
    }

    static Welcome of(
            UserId user,
            Map<StreamId, Long> positions,
            Map<ServerId, Long> access,
            Map<ServerId, Set<ChannelId>> channels,
            String epoch) {
        var account =
                new Account(user, "name", "Name", null, null, null, null, Instant.EPOCH, "a@example.org", true, false);
        return new Welcome(account, List.of(), List.of(), positions, access, channels, Map.of(), Map.of(), epoch);
    }
}
