package io.miscord.contract;

import java.util.List;

/**
 * How far somebody has read a channel, and what is left.
 *
 * @param seq up to where they have read; 0 for nothing yet
 * @param lastMessageSeq the seq of the channel's last message, 0 if there is none
 * @param unread how many messages of others are after {@code seq}; 100 for as many or more
 * @param mentions the seqs of those among them that call the person, the newest first, 100 at most
 */
public record Unread(ChannelId channelId, long seq, long lastMessageSeq, int unread, List<Long> mentions)
        implements Answer {
    public Unread {
        mentions = List.copyOf(mentions);
    }
}
