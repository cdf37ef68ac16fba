package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A socket that nobody has signed in on, byte by byte: it can say what no client library would. Reads wait 30 s. */
final class RawSocket implements AutoCloseable {
    private static final int CLOSE = 0x88;
    private static final int TEXT = 0x81;
    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;
    final DataInputStream in;
    /** The head of what the gateway answered to the request. */
    final String answer;

    private RawSocket(GatewayServer gateway, String headers) throws IOException {
        var url = URI.create(gateway.url());
        socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
        socket.setSoTimeout(PATIENCE_MS);
        in = new DataInputStream(socket.getInputStream());
        write("""
                GET /ws/main HTTP/1.1\r
                Host: %s\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                %s\r
                """.formatted(url.getAuthority(), headers).getBytes(StandardCharsets.US_ASCII));
        answer = head();
    }

    /** Comes to this gateway, up to the answer that makes the connection a WebSocket. */
    RawSocket(GatewayServer gateway) throws IOException {
        this(gateway, "");
        assertThat(answer).startsWith("HTTP/1.1 101");
    }

    /** Comes to this gateway from an address, as a proxy tells it; it may be refused. */
    static RawSocket from(String address, GatewayServer gateway) throws IOException {
        return new RawSocket(gateway, "X-Forwarded-For: " + address + "\r\n");
    }

    /** Comes with further header lines, each with its end; it may be refused. */
    static RawSocket with(String headers, GatewayServer gateway) throws IOException {
        return new RawSocket(gateway, headers);
    }

    /** Sends a text frame. */
    void says(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(bytes.length + 8).put((byte) TEXT);
        frame.put((byte) (0x80 | 126)).putShort((short) bytes.length).putInt(0).put(bytes); // masked with zeros
        write(Arrays.copyOf(frame.array(), frame.position()));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The code of the close frame whose first byte was this. */
    int closeCode(int first) throws IOException {
        assertThat(first).isEqualTo(CLOSE);
        in.readUnsignedByte();
        return in.readUnsignedShort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String head() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }
}
