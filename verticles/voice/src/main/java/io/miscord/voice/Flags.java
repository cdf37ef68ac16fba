package io.miscord.voice;

import io.miscord.contract.ClientFrame;
import io.miscord.contract.LineQuality;
import io.miscord.contract.ParticipantId;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.UserId;
import io.miscord.contract.VoiceParticipant;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How somebody in a call is, as a room keeps it: one letter for each thing that holds, in any order. So a script can
 * change some without reading the others. Pure.
 *
 * @param letters those that hold
 */
record Flags(String letters) {
    /** They may not speak here: they lack the permission. */
    static final String VOICELESS = "v";
    /** A moderator silenced them. */
    static final String SILENCED = "x";

    private static final String MUTED = "m";
    private static final String DEAFENED = "d";
    private static final String SPEAKING = "s";
    private static final String SCREEN = "w";
    private static final String CAMERA = "c";
    private static final String LINES = "egp";

    /** What is set and what is cleared. */
    record Change(String set, String clear) {
        /** This, and then that. */
        Change and(Change then) {
            return new Change(
                    without(set, then.clear + then.set) + then.set, without(clear, then.set + then.clear) + then.clear);
        }

        boolean isNothing() {
            return set.isEmpty() && clear.isEmpty();
        }
    }

    private static String without(String letters, String others) {
        return letters.chars()
                .mapToObj(letter -> String.valueOf((char) letter))
                .filter(letter -> !others.contains(letter))
                .collect(Collectors.joining());
    }

    /** Those of a newcomer. */
    static Flags of(boolean muted, boolean deafened, boolean maySpeak) {
        return new Flags((muted ? MUTED : "") + (deafened ? DEAFENED : "") + (maySpeak ? "" : VOICELESS));
    }

    /**
     * Those of somebody whom everybody sees like this.
     *
     * @param maySpeak whether they have the permission; if so a moderator has silenced whoever is suppressed
     */
    static Flags of(VoiceParticipant seen, boolean maySpeak) {
        var quality = seen.quality();
        return new Flags((seen.muted() ? MUTED : "")
                + (seen.deafened() ? DEAFENED : "")
                + (seen.screen() ? SCREEN : "")
                + (seen.camera() ? CAMERA : "")
                + (seen.suppressed() && maySpeak ? SILENCED : "")
                + (maySpeak ? "" : VOICELESS)
                + (quality == null ? "" : letter(quality)));
    }

    /** What somebody says of themselves. */
    static Change change(ClientFrame.VoiceState said) {
        var set = new StringBuilder();
        var clear = new StringBuilder();
        put(said.muted(), MUTED, set, clear);
        put(said.deafened(), DEAFENED, set, clear);
        put(said.speaking(), SPEAKING, set, clear);
        put(said.screen(), SCREEN, set, clear);
        put(said.camera(), CAMERA, set, clear);
        return new Change(set.toString(), clear.toString());
    }

    /** What follows from what they may do. */
    static Change allowed(Permissions permissions) {
        return new Change(
                permissions.has(Permission.SPEAK) ? "" : VOICELESS,
                (permissions.has(Permission.SPEAK) ? VOICELESS : "")
                        + (permissions.has(Permission.SHARE_SCREEN) ? "" : SCREEN + CAMERA));
    }

    /** How good their line is now. */
    static Change line(LineQuality quality) {
        var letter = letter(quality);
        return new Change(letter, LINES.replace(letter, ""));
    }

    /** These, after a change. */
    Flags with(Change change) {
        return new Flags(without(letters, change.clear() + change.set()) + change.set());
    }

    /** Whether they may not be heard. */
    boolean isSuppressed() {
        return has(VOICELESS) || has(SILENCED);
    }

    /** As everybody sees them. */
    VoiceParticipant seen(ParticipantId participant, UserId user, Instant joinedAt) {
        return new VoiceParticipant(
                participant,
                user,
                has(MUTED),
                has(DEAFENED),
                has(SPEAKING) && !has(MUTED) && !isSuppressed(),
                has(SCREEN),
                has(CAMERA),
                isSuppressed(),
                quality(),
                joinedAt);
    }

    private @Nullable LineQuality quality() {
        for (var quality : LineQuality.values()) {
            if (has(letter(quality))) {
                return quality;
            }
        }
        return null;
    }

    private boolean has(String letter) {
        return letters.contains(letter);
    }

    private static String letter(LineQuality quality) {
        return switch (quality) {
            case EXCELLENT -> "e";
            case GOOD -> "g";
            case POOR -> "p";
        };
    }

    private static void put(@Nullable Boolean said, String letter, StringBuilder set, StringBuilder clear) {
        if (said != null) {
            (said ? set : clear).append(letter);
        }
    }
}
