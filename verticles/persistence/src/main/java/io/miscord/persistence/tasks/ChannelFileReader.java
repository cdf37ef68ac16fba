package io.miscord.persistence.tasks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.miscord.contract.Problem;
import io.miscord.persistence.tasks.ChannelFile.Entry;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import io.miscord.platform.storage.Storage;
import io.miscord.platform.storage.StorageKey;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a {@link ChannelFile} message by message, and refuses what is none with a sentence that says where: the file is
 * whatever somebody sent. Waits for the storage, on a virtual thread; holds one message of at most 4 MB in memory.
 */
final class ChannelFileReader implements AutoCloseable {
    private static final long LONGEST_ENTRY = 4L * 1024 * 1024;
    private static final String TOO_LONG = "it is too long";

    private final StorageStream file;
    private final JsonParser parser;
    private final Consumer<Entry> check;
    private long read;
    private long lastSeq;
    private boolean ended;

    /**
     * Opens a file and reads what stands before its messages.
     *
     * @param check refuses an entry whose content is not acceptable, with a {@link ProblemException}
     */
    ChannelFileReader(Storage storage, StorageKey key, Consumer<Entry> check) {
        this.file = new StorageStream(storage, key, LONGEST_ENTRY);
        this.check = check;
        try {
            // A decoder of its own refuses what is not UTF-8, instead of reading something else.
            this.parser = Json.parser(new InputStreamReader(file, StandardCharsets.UTF_8.newDecoder()));
            head();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** The next message; none at the end of the file. */
    Optional<Entry> next() {
        if (ended) {
            return Optional.empty();
        }
        try {
            file.allow();
            var token = parser.nextToken();
            if (token == JsonToken.END_ARRAY) {
                tail();
                return Optional.empty();
            }
            if (token != JsonToken.START_OBJECT) {
                throw refused("a message is expected");
            }
            var entry = entry();
            inOrder(entry);
            read++;
            return Optional.of(entry);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** The message that the parser stands before; what others refuse it for is said with its place. */
    private Entry entry() {
        try {
            var entry = Json.read(parser, Entry.class);
            check.accept(entry);
            return entry;
        } catch (ProblemException e) {
            if (e.problem().kind() == Problem.Kind.UNAVAILABLE) {
                throw e;
            }
            throw refused(file.isTooLong() ? TOO_LONG : e.problem().detail());
        }
    }

    /** Passes over messages that are through. */
    void skip(long messages) {
        while (read < messages && next().isPresent()) {
            // what the condition does is the work
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            parser.close();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** Everything up to the first message. */
    private void head() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw refused("a JSON object is expected");
        }
        boolean format = false;
        boolean version = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "format" -> format = ChannelFile.FORMAT.equals(parser.getValueAsString());
                case "version" ->
                    version = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                            && parser.getValueAsInt() == ChannelFile.VERSION;
                case "exportedAt", "channel" -> parser.skipChildren();
                case "messages" -> {
                    if (!format || !version) {
                        throw refused("format must be %s and version %d, before the messages"
                                .formatted(ChannelFile.FORMAT, ChannelFile.VERSION));
                    }
                    if (parser.currentToken() != JsonToken.START_ARRAY) {
                        throw refused("messages: a list is expected");
                    }
                    return;
                }
                default -> throw refused(field + ": is not a known field");
            }
        }
        throw refused("it has no messages");
    }

    private void tail() throws IOException {
        if (parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            throw refused("nothing may stand behind the messages");
        }
        ended = true;
    }

    private void inOrder(Entry entry) {
        if (entry.seq() <= lastSeq || entry.seq() > ImportSlice.LAST_SEQ) {
            throw refused("seq: must rise from message to message, to %d at most".formatted(ImportSlice.LAST_SEQ));
        }
        var reply = entry.replyTo();
        if (reply != null && (reply <= 0 || reply >= entry.seq())) {
            throw refused("replyTo: must be the seq of an earlier message");
        }
        lastSeq = entry.seq();
    }

    private ProblemException broken(IOException e) {
        return refused(
                switch (e) {
                    case JsonProcessingException json -> "this is not valid JSON";
                    case CharacterCodingException text -> "this is not text in UTF-8";
                    default -> TOO_LONG;
                });
    }

    private ProblemException refused(String why) {
        return ProblemException.of(
                Problem.Kind.INVALID, "The file cannot be imported; message %d: %s".formatted(read + 1, why));
    }
}
