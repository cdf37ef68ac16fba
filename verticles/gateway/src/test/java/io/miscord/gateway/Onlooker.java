package io.miscord.gateway;

import io.miscord.contract.Frame;
import io.miscord.contract.ServerFrame;
import io.miscord.contract.StreamId;
import io.miscord.contract.UserId;
import io.miscord.gateway.wire.MainWire;
import io.miscord.gateway.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A socket as permissions see it, which remembers what it was told. */
final class Onlooker implements Viewer {
    final List<String> events = new ArrayList<>();
    final Map<StreamId, Long> positions = new HashMap<>();
    boolean open = true;

    private final UserId user;
    private final Holdings has = new Holdings();
    private final Backlog backlog = new Backlog();

    Onlooker(UserId user) {
        this.user = user;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean hasAll() {
        return true;
    }

    @Override
    public Holdings has() {
        return has;
    }

    @Override
    public void subscribed(StreamId stream, long position) {
        positions.put(stream, position);
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public Wire wire() {
        return MainWire.WIRE;
    }

    @Override
    public boolean takesBatches() {
        return true;
    }

    @Override
    public void event(SharedFrame frame) {}

    @Override
    public boolean whisper(Encoded told) {
        return true;
    }

    @Override
    public void write(ServerFrame said) {
        events.add(said.event());
    }

    @Override
    public void write(Frame text, Told told) {
        if (told instanceof Told.Said(ServerFrame said, boolean isAnswer)) {
            write(said);
        }
    }

    @Override
    public void end(Disconnect why) {
        open = false;
    }

    @Override
    public Backlog backlog() {
        return backlog;
    }

    @Override
    public void caughtUp(StreamId stream) {}

    @Override
    public boolean firstIn(long round) {
        return true;
    }

    @Override
    public @Nullable UserId user() {
        return user;
    }
}
