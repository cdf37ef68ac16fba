package io.miscord.gateway;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Account;
import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.ChannelType;
import io.miscord.contract.Server;
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
        return of(user, positions, Map.of(AccessDomain.of(server), version), Map.of(server, channels), EPOCH);
    }

    static Welcome of(
            UserId user,
            Map<StreamId, Long> positions,
            Map<AccessDomain, Long> access,
            Map<ServerId, Set<ChannelId>> channels,
            String epoch) {
        return of(account(user, false), positions, access, channels, epoch);
    }

    /** Somebody's who watches the instance. */
    static Welcome ofOperator(UserId user) {
        return of(account(user, true), Map.of(StreamId.of(user), 0L), Map.of(), Map.of(), EPOCH);
    }

    static Server server(ServerId id, UserId owner) {
        return new Server(id, "Engines", null, null, owner, null, 0, Instant.EPOCH);
    }

    static Channel channel(ServerId server, ChannelId id) {
        return channel(server, id, Instant.EPOCH);
    }

    static Channel channel(ServerId server, ChannelId id, Instant made) {
        return new Channel(id, server, "channel", ChannelType.TEXT, 0, null, null, 0, List.of(), made);
    }

    private static Account account(UserId user, boolean operator) {
        return new Account(
                user, "name", "Name", null, null, null, null, Instant.EPOCH, "a@example.org", true, operator);
    }

    private static Welcome of(
            Account account,
            Map<StreamId, Long> positions,
            Map<AccessDomain, Long> access,
            Map<ServerId, Set<ChannelId>> channels,
            String epoch) {
        return new Welcome(
                account, List.of(), List.of(), positions, access, channels, Map.of(), Map.of(), Map.of(), epoch);
    }
}
