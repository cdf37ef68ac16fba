package io.miscord.gateway.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.ClientFrame;
import org.jspecify.annotations.Nullable;

/** What a client said, and the id that the answer repeats, if it chose one. */
public record Said(@Nullable JsonNode id, ClientFrame frame) {}
