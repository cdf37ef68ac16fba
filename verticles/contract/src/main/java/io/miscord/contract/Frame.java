package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of one frame as sockets get them: UTF-8 JSON, encoded once and shared by every receiver. The array is
 * never changed after construction.
 */
public final class Frame {
    private final byte[] bytes;

    /** Takes the array over; the caller must not change it afterwards. */
    public Frame(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A frame of this JSON text. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Frame of(String json) {
        return new Frame(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The shared bytes: to be read only. */
    public byte[] bytes() {
        return bytes;
    }

    /** Size in bytes. */
    public int size() {
        return bytes.length;
    }

    /** The JSON text. */
    @JsonValue
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Frame[" + bytes.length + " bytes]";
    }
}
