package io.miscord.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.platform.json.Json;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A client on a bare TCP connection with a small window, which reads only what the test tells it to read. */
final class IdleSocket implements AutoCloseable {
    private static final int WINDOW = 64 * 1024;
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int PATIENCE_MS = (int) Duration.ofSeconds(30).toMillis();
    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0x8A;
    private static final int SIPS_A_SECOND = 20;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final List<JsonNode> frames = new ArrayList<>();
    private int closeCode;
    private int pace;

    IdleSocket(int port, String path) {
        this(port, path, WINDOW);
    }

    /** @param window bytes that its system takes before it reads them */
    IdleSocket(int port, String path, int window) {
        try {
            socket.setReceiveBufferSize(window);
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            in = new DataInputStream(socket.getInputStream());
            write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            while (!line().isEmpty()) {
                // the rest of the answer's head
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a text frame. */
    void says(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(bytes.length + 14).put((byte) (0x80 | TEXT));
        if (bytes.length < TWO_BYTES) {
            frame.put((byte) (MASKED | bytes.length));
        } else {
            frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) bytes.length);
        }
        frame.putInt(0).put(bytes); // masked with zeros
        write(java.util.Arrays.copyOf(frame.array(), frame.position()));
    }

    /** Reads frames until one is of this event, batches unpacked, and answers it. */
    JsonNode readsUntil(String event) {
        long start = System.nanoTime(); // its pings keep coming, whatever else does not
        while (System.nanoTime() - start < PATIENCE_MS * 1_000_000L) {
            int before = frames.size();
            readsOne();
            for (var frame : frames.subList(before, frames.size())) {
                if (frame.path("event").asText().equals(event)) {
                    return frame;
                }
            }
        }
        throw new AssertionError("no " + event);
    }

    /** Reads so many bytes a second from now on; 0 for as fast as it can. Answers pings in any case. */
    void reads(int bytesPerSecond) {
        pace = bytesPerSecond;
    }

    /** Reads until its stream has come so far. */
    void readsUntil(long seq) {
        while (seqs().isEmpty() || seqs().getLast() < seq) {
            readsOne();
        }
    }

    /** Reads until the server closes, and says with which code. */
    int readsUntilClosed() {
        while (closeCode == 0) {
            readsOne();
        }
        return closeCode;
    }

    /** The seqs of what was read so far. */
    List<Long> seqs() {
        return frames.stream()
                .filter(frame -> frame.has("seq"))
                .map(frame -> frame.path("seq").asLong())
                .toList();
    }

    private void readsOne() {
        try {
            int opcode = in.readUnsignedByte() & 0xF;
            long size = in.readUnsignedByte() & LENGTH;
            if (size == TWO_BYTES) {
                size = in.readUnsignedShort();
            } else if (size == EIGHT_BYTES) {
                size = in.readLong();
            }
            var payload = payload((int) size);
            if (opcode == PING) {
                write(new byte[] {(byte) PONG, (byte) MASKED, 0, 0, 0, 0});
            } else if (opcode == TEXT) {
                took(Json.tree(new String(payload, StandardCharsets.UTF_8)));
            } else if (opcode == CLOSE) {
                closeCode = ByteBuffer.wrap(payload).getShort();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("after " + frames.size() + " frames", e);
        }
    }

    private byte[] payload(int size) throws IOException {
        var payload = new byte[size];
        int sip = pace == 0 ? size : Math.max(1, pace / SIPS_A_SECOND);
        for (int at = 0; at < size; at += sip) {
            in.readFully(payload, at, Math.min(sip, size - at));
            if (pace > 0) {
                LockSupport.parkNanos(SECOND_NANOS / SIPS_A_SECOND);
            }
        }
        return payload;
    }

    private void took(JsonNode frame) {
        if (frame.path("event").asText().equals("batch")) {
            frame.path("data").forEach(frames::add);
        } else {
            frames.add(frame);
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
