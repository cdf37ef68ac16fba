package io.miscord.persistence.notifications;

import io.miscord.contract.NotificationKind;
import io.miscord.contract.NotifyLevel;
import io.miscord.contract.UserId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why somebody is told of a message, and whether they want to be. Pure. */
final class Reasons {
    private static final Pattern INVITE = Pattern.compile("/invite/([A-Za-z0-9_-]{1,64})");

    private Reasons() {}

    /** Those who see a message and have a reason to be told of it: the strongest of each. */
    static SequencedMap<UserId, NotificationKind> of(
            Collection<UserId> seers,
            @Nullable UserId author,
            Set<UUID> called,
            @Nullable UserId answered,
            @Nullable NotificationKind otherwise) {
        var reasons = new LinkedHashMap<UserId, NotificationKind>();
        for (var user : seers) {
            if (user.equals(author)) {
                continue;
            }
            if (called.contains(user.value())) {
                reasons.put(user, NotificationKind.MENTION);
            } else if (user.equals(answered)) {
                reasons.put(user, NotificationKind.REPLY);
            } else if (otherwise != null) {
                reasons.put(user, otherwise);
            }
        }
        return reasons;
    }

    /**
     * Whether somebody is told for this reason.
     *
     * @param level what they have set; null for nothing: mentions in servers, everything in conversations
     */
    static boolean isWanted(NotificationKind why, @Nullable NotifyLevel level, boolean conversation) {
        var wanted = level != null ? level : conversation ? NotifyLevel.ALL : NotifyLevel.MENTIONS;
        return switch (wanted) {
            case ALL -> true;
            case MENTIONS -> why == NotificationKind.MENTION || why == NotificationKind.REPLY;
            case NOTHING -> false;
        };
    }

    /** The code of the first invite whose link stands in a text. */
    static Optional<String> invite(String content) {
        var matcher = INVITE.matcher(content);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
