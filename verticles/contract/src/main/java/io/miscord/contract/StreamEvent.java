package io.miscord.contract;

/**
 * A committed event of a stream, as the hint that carries its bytes.
 *
 * @param stream what it belongs to
 * @param seq its gapless place in the stream, from 1
 * @param domain whose permissions decide who may see it
 * @param accessVersion the version of those permissions it was committed under
 * @param name its wire name, such as {@code message:new}
 * @param acceptedAt when the platform received what caused it, in milliseconds since the epoch; in a replay, when
 *     PostgreSQL stored it, by PostgreSQL's clock; 0 when it is not known
 * @param urgent whether it must not wait for company on its way to sockets: somebody is mentioned
 * @param frame the very bytes for sockets
 */
public record StreamEvent(
        StreamId stream,
        long seq,
        AccessDomain domain,
        long accessVersion,
        String name,
        long acceptedAt,
        boolean urgent,
        Frame frame)
        implements Hint {}
