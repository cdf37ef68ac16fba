package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to be told of. Without any for a channel that of its server holds; without that, mentions in
 * servers and everything in conversations.
 *
 * @param subjectId a server, channel or conversation
 * @param level null for as it would be without
 * @param mutedUntil until when nothing is told at all; null for not muted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Level(
        StreamId subjectId,
        @Nullable NotifyLevel level,
        @Nullable Instant mutedUntil) implements Answer {}
