package io.miscord.persistence.messages;

import io.miscord.contract.AccessDomain;
import io.miscord.contract.Message;
import io.miscord.contract.RoleId;
import io.miscord.contract.UserId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Whom a text calls: people as {@code <@id>}, roles as {@code <@&id>}, each once and the first fifty of both together;
 * everybody by the words {@code @everyone} and {@code @here}. What stands in code is quoted and calls nobody. Pure.
 *
 * @param people by their ids, whether they are there or not
 * @param roles by their ids
 * @param everyone whether everybody who may see the channel is called
 * @param here whether those of them are who are online
 */
record Mentions(List<UserId> people, List<RoleId> roles, boolean everyone, boolean here) {
    /** More names than this in one message are text like any other. */
    static final int MOST = 50;

    static final Mentions NONE = new Mentions(List.of(), List.of(), false, false);

    /** Code comes first, and takes what it holds along. */
    private static final Pattern CALL = Pattern.compile(
            "```.*?```|``.*?``|`[^`\\n]+`"
                    + "|<@(?<role>&?)(?<id>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})>"
                    + "|(?<![\\p{L}\\p{N}_@])@(?<all>everyone|here)(?![\\p{L}\\p{N}_])",
            Pattern.DOTALL);

    Mentions {
        people = List.copyOf(people);
        roles = List.copyOf(roles);
    }

    /** Whom a text would call, if its author may. */
    static Mentions in(String content) {
        if (content.indexOf('@') < 0) {
            return NONE;
        }
        var people = new LinkedHashSet<UserId>();
        var roles = new LinkedHashSet<RoleId>();
        boolean everyone = false;
        boolean here = false;
        var matcher = CALL.matcher(content);
        while (matcher.find()) {
            var all = matcher.group("all");
            var id = matcher.group("id");
            if (all != null) {
                everyone |= all.equals("everyone");
                here |= all.equals("here");
            } else if (id != null && people.size() + roles.size() < MOST) {
                if (matcher.group("role").isEmpty()) {
                    people.add(new UserId(UUID.fromString(id)));
                } else {
                    roles.add(new RoleId(UUID.fromString(id)));
                }
            }
        }
        return new Mentions(List.copyOf(people), List.copyOf(roles), everyone, here);
    }

    /**
     * What is left of it under permission; anybody may call people.
     *
     * @param callable those of its roles that its author may call
     * @param all whether its author may call everybody
     */
    Mentions under(List<RoleId> callable, boolean all) {
        return new Mentions(people, callable, everyone && all, here && all);
    }

    /** Whether anybody is called, so that the message had better not wait. */
    boolean callSomebody() {
        return !equals(NONE);
    }

    /** What the flags of a message say of it. */
    int flags() {
        return (everyone ? Message.EVERYONE : 0) | (here ? Message.HERE : 0);
    }

    /**
     * Whom its marks are for besides people: roles, and by the domain's id everybody. Who was online is nowhere kept,
     * and so {@code @here} marks nothing.
     */
    List<UUID> targets(AccessDomain domain) {
        var targets = new ArrayList<UUID>();
        roles.forEach(role -> targets.add(role.value()));
        if (everyone) {
            targets.add(domain.value());
        }
        return targets;
    }
}
