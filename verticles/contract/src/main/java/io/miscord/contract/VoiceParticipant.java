package io.miscord.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a call, as everybody in it sees them.
 *
 * @param muted they send no sound, by their own wish
 * @param deafened they hear nothing, by their own wish
 * @param speaking they are being heard right now
 * @param screen they share their screen
 * @param camera they show themselves
 * @param suppressed they may not speak here: a moderator muted them, or they lack the permission
 * @param quality what the others last said of the line from them; null until somebody has
 * @param joinedAt when they came
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record VoiceParticipant(
        ParticipantId participantId,
        UserId userId,
        boolean muted,
        boolean deafened,
        boolean speaking,
        boolean screen,
        boolean camera,
        boolean suppressed,
        @Nullable LineQuality quality,
        Instant joinedAt) {}
