package io.miscord.platform.http;

import io.netty.channel.Channel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;

/**
 * What was written to a connection and not yet taken by the network: how a server sees whether a client reads. Safe on
 * any thread.
 */
public final class Unread {
    /**
     * Bytes that the kernel takes beyond what the network takes, where it can be told: what is more waits here, where
     * it is seen. It does not limit what is on its way, so nobody who reads is slowed down.
     */
    private static final long UNSENT_BYTES = 16 * 1024;

    private Unread() {}

    /** The channel is not writable from when more than {@code full} bytes wait until less than {@code drained} do. */
    public static void bound(Channel channel, int drained, int full) {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(drained, full));
        channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
    }

    /** Bytes that wait; none of a connection that is gone. */
    public static long bytes(Channel channel) {
        var outbound = channel.unsafe().outboundBuffer();
        return outbound == null ? 0 : outbound.totalPendingWriteBytes();
    }
}
