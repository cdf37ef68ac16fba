package io.miscord.platform.web;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A page as it was read.
 *
 * @param host where it came from in the end
 * @param charset what it says it is written in; null if it does not
 * @param html its bytes, of a long one the first
 */
public record Page(String host, @Nullable String charset, Buffer html) {}
