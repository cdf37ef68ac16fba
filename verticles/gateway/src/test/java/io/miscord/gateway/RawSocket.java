package io.miscord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A socket that nobody has signed in on, byte by byte: it can say what no client library would. Reads wait 30 s. */
final class RawSocket implements AutoCloseable {
    private static final int CLOSE = 0x88;
    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;
    final DataInputStream in;

    /** Comes to this gateway, up to the answer that makes the connection a WebSocket. */
    RawSocket(GatewayServer gateway) throws IOException {
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
                \r
                """.formatted(url.getAuthority()).getBytes(StandardCharsets.US_ASCII));
        assertThat(head()).startsWith("HTTP/1.1 101");
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
