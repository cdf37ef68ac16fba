package io.miscord.gateway;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/** Netty's memory, which may be used up. */
final class Memory extends AbstractByteBufAllocator {
    boolean isFull;

    @Override
    protected ByteBuf newHeapBuffer(int initial, int most) {
        return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initial, most);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initial, int most) {
        if (isFull) {
            throw new OutOfMemoryError("no direct memory left");
        }
        return UnpooledByteBufAllocator.DEFAULT.directBuffer(initial, most);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
