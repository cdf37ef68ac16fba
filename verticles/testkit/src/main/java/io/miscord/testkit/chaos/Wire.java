package io.miscord.testkit.chaos;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A WebSocket (RFC 6455) on a plain socket, so that a client can read as slowly as it likes and break off without a
 * word. Reading blocks, and is for one thread; writing is safe on any thread.
 */
final class Wire implements AutoCloseable {
    private static final int CONNECT_MS = 2_000;
    /** The server pings after 15 s of silence; a node that hangs is noticed by what is not answered. */
    private static final int SILENCE_MS = 40_000;

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int LARGEST = 16 * 1024 * 1024;
    private static final int BROKEN = 1006;
    private static final int SLOW_BUFFER = 4 * 1024;
    private static final int FAST_BUFFER = 512 * 1024;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile int bytesPerSecond;
    private Closed closed = new Closed(BROKEN, "");

    /** The node did not make a socket of the request. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final String answer;

        Refused(String answer) {
            super("refused: " + answer);
            this.answer = answer;
        }

        /** The status line. */
        String answer() {
            return answer;
        }
    }

    /** How the server ended the socket; 1006 when it just broke. */
    record Closed(int code, String reason) {}

    private Wire(URI node) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(node.getHost(), node.getPort()), CONNECT_MS);
        socket.setSoTimeout(SILENCE_MS);
        in = new DataInputStream(new Paced(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    /** Opens a socket on {@code /ws/main} of the node with this URL. */
    static Wire open(String node) throws IOException {
        var uri = URI.create(node);
        var wire = new Wire(uri);
        try {
            wire.shakeHands(uri);
            return wire;
        } catch (IOException e) {
            wire.close();
            throw e;
        }
    }

    /**
     * Reads so many bytes a second from now on; 0 for as fast as it can. Who reads slowly has a small buffer of the
     * system, or that would read for it. Nobody else has one: Linux sends what does not fit into a window of a few KB
     * by a timer of 200 ms, so that a fast reader would be a slow one as soon as a little has gathered.
     */
    void pace(int bytes) throws IOException {
        if (bytes != bytesPerSecond) {
            socket.setReceiveBufferSize(bytes > 0 ? SLOW_BUFFER : FAST_BUFFER);
            bytesPerSecond = bytes;
        }
    }

    /** Sends a text frame. */
    void send(String text) throws IOException {
        write(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next text frame; empty when the server has closed, as {@link #closed} then says. Answers pings itself. */
    Optional<String> next() throws IOException {
        var whole = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            var payload = payload();
            switch (first & 0x0f) {
                case CLOSE -> {
                    closed = closed(payload);
                    return Optional.empty();
                }
                case PING -> write(PONG, payload);
                case PONG -> {}
                default -> {
                    whole.writeBytes(payload);
                    if ((first & FINAL) != 0) {
                        return Optional.of(whole.toString(StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    /** How the server closed. */
    Closed closed() {
        return closed;
    }

    /** Breaks off without a goodbye, as a lost network would. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private byte[] payload() throws IOException {
        int length = in.readUnsignedByte();
        long size = length;
        if (length == SHORT) {
            size = in.readUnsignedShort();
        } else if (length == LONG) {
            size = in.readLong();
        }
        if (size > LARGEST) {
            throw new IOException("a frame of " + size + " bytes");
        }
        var payload = new byte[(int) size];
        in.readFully(payload);
        return payload;
    }

    private static Closed closed(byte[] payload) {
        return payload.length < 2
                ? new Closed(1005, "")
                : new Closed(
                        ByteBuffer.wrap(payload).getShort() & 0xffff,
                        new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
    }

    private void write(int opcode, byte[] payload) throws IOException {
        var frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (FINAL | opcode));
        if (payload.length < SHORT) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xffff) {
            frame.put((byte) (MASKED | SHORT)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | LONG)).putLong(payload.length);
        }
        var mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i & 3]));
        }
        writing.lock();
        try {
            out.write(frame.array(), 0, frame.position());
        } finally {
            writing.unlock();
        }
    }

    private void shakeHands(URI node) throws IOException {
        var key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        out.write("""
                GET /ws/main HTTP/1.1\r
                Host: %s:%d\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: %s\r
                \r
                """.formatted(
                        node.getHost(), node.getPort(), Base64.getEncoder().encodeToString(key))
                .getBytes(StandardCharsets.US_ASCII));
        var status = line();
        if (!status.contains(" 101 ")) {
            throw new Refused(status);
        }
        while (!line().isEmpty()) {
            // The other headers say nothing that is needed.
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        int character = in.readUnsignedByte();
        while (character != '\n') {
            if (character != '\r') {
                line.append((char) character);
            }
            character = in.readUnsignedByte();
        }
        return line.toString();
    }

    /** A stream that is read at the pace wanted, through a buffer while none is wanted. */
    private final class Paced extends InputStream {
        private static final int SIP = 256;
        private static final long SECOND = 1_000_000_000L;

        private final InputStream from;
        private final byte[] buffer = new byte[16 * 1024];
        private int position;
        private int filled;

        Paced(InputStream from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            if (position == filled && !fill()) {
                return -1;
            }
            return buffer[position++] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position == filled && !fill()) {
                return -1;
            }
            int size = Math.min(length, filled - position);
            System.arraycopy(buffer, position, target, offset, size);
            position += size;
            return size;
        }

        private boolean fill() throws IOException {
            int pace = bytesPerSecond;
            int wanted = buffer.length;
            if (pace > 0) {
                wanted = Math.min(SIP, pace);
                LockSupport.parkNanos(SECOND * wanted / pace);
            }
            int size = from.read(buffer, 0, wanted);
            if (size < 0) {
                throw new EOFException("the socket ended");
            }
            position = 0;
            filled = size;
            return true;
        }
    }
}
