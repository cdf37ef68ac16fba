package io.miscord.persistence.messages;

import io.miscord.contract.UserId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** Whom a text names: {@code <@id>}, each once, the first fifty. Pure. */
final class Mentions {
    /** More names than this in one message are text like any other. */
    static final int MOST = 50;

    private static final Pattern MENTION = Pattern.compile("<@([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})>");

    private Mentions() {}

    static List<UserId> in(String content) {
        var found = new LinkedHashSet<UserId>();
        var matcher = MENTION.matcher(content);
        while (found.size() < MOST && matcher.find()) {
            found.add(new UserId(UUID.fromString(matcher.group(1))));
        }
        return List.copyOf(found);
    }

    /** Whether somebody is called, one by one or all at once, so that the message had better not wait. */
    static boolean call(String content, List<UserId> mentions) {
        return !mentions.isEmpty() || content.contains("@everyone") || content.contains("@here");
    }
}
