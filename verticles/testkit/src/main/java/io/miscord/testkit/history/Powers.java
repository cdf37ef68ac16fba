package io.miscord.testkit.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.miscord.contract.Permission;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What somebody may do, from what a client was told alone; the server calculates it in another way. */
final class Powers {
    private static final Set<Permission> ALL = EnumSet.allOf(Permission.class);
    private static final Set<Permission> WHILE_MUTED = EnumSet.of(Permission.VIEW_CHANNEL, Permission.VIEW_AUDIT_LOG);
    private static final String VIEW = Permission.VIEW_CHANNEL.name();

    private Powers() {}

    /** The names of what they may do in the server as a whole. */
    static Set<String> inServer(JsonNode server, Collection<JsonNode> roles, JsonNode own, Instant now) {
        var may = unmuted(server, roles, own);
        var muted = own.path("mutedUntil");
        if (!may.equals(ALL)
                && !muted.isMissingNode()
                && Instant.parse(muted.asText()).isAfter(now)) {
            may.retainAll(WHILE_MUTED);
        }
        return names(may);
    }

    /** Whether they see a channel of the server: what is said of themselves goes before what is said of their roles. */
    static boolean sees(JsonNode server, Collection<JsonNode> roles, JsonNode own, JsonNode channel) {
        var may = unmuted(server, roles, own);
        if (may.equals(ALL)) {
            return true;
        }
        var me = own.path("user").path("id").asText();
        var mine = texts(own.path("roles"));
        var everybody = everybody(roles);
        var said = channel.path("overwrites");
        return says(said, overwrite -> overwrite.path("userId").asText().equals(me))
                .or(() -> says(
                        said,
                        overwrite -> mine.contains(overwrite.path("roleId").asText())))
                .or(() -> says(
                        said, overwrite -> overwrite.path("roleId").asText().equals(everybody)))
                .orElse(may.contains(Permission.VIEW_CHANNEL));
    }

    static Set<String> texts(JsonNode array) {
        var texts = new HashSet<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Optional<Boolean> says(JsonNode overwrites, Predicate<JsonNode> of) {
        boolean denied = false;
        for (var overwrite : overwrites) {
            if (of.test(overwrite) && texts(overwrite.path("allow")).contains(VIEW)) {
                return Optional.of(true);
            }
            denied |= of.test(overwrite) && texts(overwrite.path("deny")).contains(VIEW);
        }
        return denied ? Optional.of(false) : Optional.empty();
    }

    private static Set<Permission> unmuted(JsonNode server, Collection<JsonNode> roles, JsonNode own) {
        var may = EnumSet.noneOf(Permission.class);
        var mine = texts(own.path("roles"));
        mine.add(everybody(roles));
        for (var role : roles) {
            if (mine.contains(role.path("id").asText())) {
                texts(role.path("permissions")).forEach(name -> may.add(Permission.valueOf(name)));
            }
        }
        boolean owner = server.path("ownerId").equals(own.path("user").path("id"));
        return owner || may.contains(Permission.ADMINISTRATOR) ? EnumSet.copyOf(ALL) : may;
    }

    private static String everybody(Collection<JsonNode> roles) {
        return roles.stream()
                .filter(role -> role.path("position").asInt() == 0)
                .map(role -> role.path("id").asText())
                .findFirst()
                .orElse("");
    }

    private static Set<String> names(Set<Permission> permissions) {
        var names = new HashSet<String>();
        permissions.forEach(permission -> names.add(permission.name()));
        return names;
    }
}
