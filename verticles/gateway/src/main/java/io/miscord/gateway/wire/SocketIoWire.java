package io.miscord.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import io.miscord.contract.EphemeralEvent;
import io.miscord.contract.Frame;
import io.miscord.contract.Problem;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamEvent;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /socket.io/}: the events of {@code /ws/main} as those of Socket.IO. A client's text is the packet's id, if it
 * wants an acknowledgement, and its JSON: {@code 7["typing:start", {…}]}. What it is told is a message of Engine.IO; an
 * event is left open at its end, {@code 42["typing", {…}, null}, for what each client is told besides: its offset.
 */
public final class SocketIoWire implements Wire {
    /** The one of its kind: it says the same to all. */
    public static final SocketIoWire WIRE = new SocketIoWire();

    private static final String EVENT = "42[";
    private static final String ACKNOWLEDGEMENT = "43";
    private static final byte[] DATA = "\"data\":".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_ID_DIGITS = 15;

    private SocketIoWire() {}

    @Override
    public Reach reach() {
        return new Reach.Everything();
    }

    @Override
    public boolean hasResync() {
        return true;
    }

    @Override
    public Said read(String text) throws Unreadable {
        var id = idOf(text);
        try {
            var arguments = Json.tree(text.substring(text.indexOf('[')));
            var event = arguments.path(0);
            if (!event.isTextual()) {
                throw new ProblemException(Problem.invalid("event", "is not a text"));
            }
            if (arguments.size() > 2) {
                throw new ProblemException(
                        Problem.invalid(event.textValue(), "has one argument, and may be acknowledged"));
            }
            return new Said(id, ClientFrames.read(event.textValue(), arguments.path(1)));
        } catch (ProblemException e) {
            throw new Unreadable(id, e.problem());
        }
    }

    @Override
    public @Nullable JsonNode idOf(String text) {
        int end = text.indexOf('[');
        return end <= 0 || end > MAX_ID_DIGITS ? null : LongNode.valueOf(Long.parseLong(text.substring(0, end)));
    }

    @Override
    public Optional<Frame> frame(StreamEvent event) {
        var place = ",{\"stream\":\"" + event.stream() + "\",\"seq\":" + event.seq() + "}";
        return Optional.of(open(event.name(), event.frame(), place));
    }

    @Override
    public Optional<Frame> frame(EphemeralEvent event) {
        return Optional.of(open(event.event(), Json.frame(event), ",null"));
    }

    @Override
    public Optional<Frame> frame(@Nullable JsonNode id, ServerFrame said) {
        if (id != null) {
            return Optional.of(Frame.of(ACKNOWLEDGEMENT + id + "[" + answer(said) + "]"));
        }
        return switch (said) {
            case ServerFrame.Ack ack -> Optional.empty(); // nobody asked for one
            case ServerFrame.Batch batch -> Optional.empty(); // there are none on this wire
            default -> Optional.of(open(said.event(), Json.frame(said), ",null"));
        };
    }

    /** What an acknowledgement says: the data of the answer, or that there was a mistake. */
    private static String answer(ServerFrame said) {
        var data = new String(data(Json.frame(said)), StandardCharsets.UTF_8);
        return said instanceof ServerFrame.Refusal ? "{\"error\":" + data + "}" : data;
    }

    private static Frame open(String name, Frame frame, String place) {
        var start = (EVENT + JsonNodeFactory.instance.textNode(name) + ",").getBytes(StandardCharsets.UTF_8);
        var end = place.getBytes(StandardCharsets.UTF_8);
        int from = dataStart(frame);
        int length = frame.size() - 1 - from;
        var text = Arrays.copyOf(start, start.length + length + end.length);
        System.arraycopy(frame.bytes(), from, text, start.length, length);
        System.arraycopy(end, 0, text, start.length + length, end.length);
        return new Frame(text);
    }

    private static byte[] data(Frame frame) {
        return Arrays.copyOfRange(frame.bytes(), dataStart(frame), frame.size() - 1);
    }

    /** Frames of ours end with their data; before them stand names, ids and numbers of ours alone. */
    private static int dataStart(Frame frame) {
        var bytes = frame.bytes();
        for (int at = 0; at + DATA.length < bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + DATA.length, DATA, 0, DATA.length)) {
                return at + DATA.length;
            }
        }
        throw new IllegalArgumentException("a frame without data");
    }
}
