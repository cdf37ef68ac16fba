package io.miscord.testkit.chaos;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * One thing that happened to one client, as a line of its history. Times are nanoseconds since the trial began, of one
 * clock for all clients. Streams and places go by the names that {@link World} gave them, messages and nonces by their
 * own.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "e")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Invoke.class, name = "invoke"),
    @JsonSubTypes.Type(value = Entry.Ok.class, name = "ok"),
    @JsonSubTypes.Type(value = Entry.Fail.class, name = "fail"),
    @JsonSubTypes.Type(value = Entry.Info.class, name = "info"),
    @JsonSubTypes.Type(value = Entry.Change.class, name = "change"),
    @JsonSubTypes.Type(value = Entry.Receive.class, name = "recv"),
    @JsonSubTypes.Type(value = Entry.Told.class, name = "told"),
    @JsonSubTypes.Type(value = Entry.Read.class, name = "read"),
    @JsonSubTypes.Type(value = Entry.Resync.class, name = "resync"),
    @JsonSubTypes.Type(value = Entry.Member.class, name = "member"),
    @JsonSubTypes.Type(value = Entry.Link.class, name = "link")
})
sealed interface Entry {
    ObjectMapper JSON = new ObjectMapper();

    /** When it happened. */
    long t();

    /** The entry as a line of JSON. */
    default String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The entry that this line holds. */
    static Entry of(String line) {
        try {
            return JSON.readValue(line, Entry.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not an entry: " + line, e);
        }
    }

    /** The client wants to write a message; before the first try. */
    record Invoke(long t, String nonce, String stream) implements Entry {}

    /**
     * A try was acknowledged; a repetition may be acknowledged again.
     *
     * @param tries how often it had been tried: one that was tried once was carried out where it was first sent
     */
    record Ok(long t, String nonce, String id, long seq, boolean duplicate, int tries) implements Entry {}

    /** The only try was refused for good: it must not be stored. */
    record Fail(long t, String nonce, String code) implements Entry {}

    /** Given up, and nobody knows: it may be stored or not. */
    record Info(long t, String nonce, String why) implements Entry {}

    /**
     * The client edits or deletes its own message.
     *
     * @param step how far that is
     */
    record Change(long t, String id, What what, Step step) implements Entry {
        enum What {
            EDIT,
            DELETE
        }

        enum Step {
            INVOKE,
            OK,
            REFUSED,
            UNKNOWN
        }
    }

    /**
     * An event of a stream came over the socket.
     *
     * @param kind the event's name
     * @param id the message it is about; empty when it is about none
     * @param nonce of a new message; else empty
     * @param text of a new message when it is not the one that its nonce was sent with; else empty
     */
    record Receive(long t, String stream, long seq, String kind, String id, String nonce, String text)
            implements Entry {}

    /** The server told the stream's position, from where the client goes on. */
    record Told(long t, String stream, long seq, String by) implements Entry {}

    /** The client read a message of history, after it was told to. */
    record Read(long t, String stream, long seq, String id) implements Entry {}

    /** The server cannot replay these streams; the client reads them. */
    record Resync(long t, List<String> streams, String reason) implements Entry {}

    /** The client comes to a server or goes: asked for, and answered. Setting up counts as joined at 0. */
    record Member(long t, String place, Phase phase) implements Entry {
        enum Phase {
            JOINING,
            JOINED,
            LEAVING,
            LEFT
        }
    }

    /** What became of the client's socket: opened, live, resumed, lost, told to go; and where or why. */
    record Link(long t, State state, String what) implements Entry {
        enum State {
            OPENED,
            LIVE,
            RESUMED,
            LOST,
            REFUSED,
            DROPPED,
            TOLD_TO_GO,
            BANNED
        }
    }
}
