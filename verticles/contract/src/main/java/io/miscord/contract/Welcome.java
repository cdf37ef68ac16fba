package io.miscord.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a socket needs at its start.
 *
 * @param servers each with what the person may see of it; empty when resuming
 * @param dms conversations; empty when resuming
 * @param positions the last seq of every stream that the person may see, zeros included, read before the rest
 * @param access per server and conversation the version that {@code channels} and {@code dms} were read under
 * @param channels per server the channels that the person may see
 * @param heads per channel with messages the seq of the last one; empty when resuming
 * @param reads per channel the seq up to which the person has read it; when resuming, of the 1,000 channels in which
 *     that moved last, for nothing replays what other devices read meanwhile
 * @param mentions per channel the seqs of unread messages of others that call the person, one of their roles or
 *     everybody, the newest first; 100 a channel and 2,000 in all at most
 * @param epoch changes when the database is restored from a backup
 */
public record Welcome(
        Account user,
        List<ServerDetail> servers,
        List<Conversation> dms,
        Map<StreamId, Long> positions,
        Map<AccessDomain, Long> access,
        Map<ServerId, Set<ChannelId>> channels,
        Map<StreamId, Long> heads,
        Map<StreamId, Long> reads,
        Map<StreamId, List<Long>> mentions,
        String epoch)
        implements Answer {
    public Welcome {
        servers = List.copyOf(servers);
        dms = List.copyOf(dms);
        positions = Map.copyOf(positions);
        access = Map.copyOf(access);
        channels = Map.copyOf(channels);
        heads = Map.copyOf(heads);
        reads = Map.copyOf(reads);
        mentions = Map.copyOf(mentions);
    }
}
