package io.miscord.contract;

/**
 * A committed event of a stream, as the hint that carries its bytes.
 *
 * @param stream what it belongs to
 * @param seq its gapless place in the stream, from 1
 * @param domain whose permissions decide who may see it
 * @param accessVersion the version of those permissions it was committed under
 * @param name its wire name, such as {@code message:new}
 * @param frame the very bytes for sockets
 */
public record StreamEvent(StreamId stream, long seq, AccessDomain domain, long accessVersion, String name, Frame frame)
        implements Hint {}
