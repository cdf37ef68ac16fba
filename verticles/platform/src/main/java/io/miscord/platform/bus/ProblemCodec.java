package io.miscord.platform.bus;

import io.miscord.contract.Problem;
import io.miscord.platform.ProblemException;
import io.miscord.platform.json.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Carries a refusal between nodes with all it says. */
final class ProblemCodec implements MessageCodec<ProblemException, ProblemException> {
    @Override
    public void encodeToWire(Buffer out, ProblemException exception) {
        var json = Json.bytes(exception.problem());
        out.appendInt(json.length).appendBytes(json);
    }

    @Override
    public ProblemException decodeFromWire(int position, Buffer in) {
        int start = position + Integer.BYTES;
        return new ProblemException(Json.readOwn(in.getBytes(start, start + in.getInt(position)), Problem.class));
    }

    @Override
    public ProblemException transform(ProblemException exception) {
        return exception;
    }

    @Override
    public String name() {
        return "miscord-problem";
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
