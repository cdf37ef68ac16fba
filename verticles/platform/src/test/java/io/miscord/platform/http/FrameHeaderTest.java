package io.miscord.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FrameHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "125, 7d",
        "126, 7e007e",
        "65535, 7effff",
        "65536, 7f0000000000010000",
    })
    void says_how_long_the_message_is_in_as_few_bytes_as_may_be(int size, String length) {
        var text = FrameHeader.text(UnpooledByteBufAllocator.DEFAULT, size);
        var binary = FrameHeader.binary(UnpooledByteBufAllocator.DEFAULT, size);
        assertThat(ByteBufUtil.hexDump(text)).isEqualTo("81" + length);
        assertThat(ByteBufUtil.hexDump(binary)).isEqualTo("82" + length);
        assertThat(text.writableBytes()).as("room for the message").isGreaterThanOrEqualTo(size);
        text.release();
        binary.release();
    }
}
