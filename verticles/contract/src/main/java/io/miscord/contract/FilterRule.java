package io.miscord.contract;

import java.util.List;

/**
 * A rule of a server's word filter: which words it catches, and what becomes of a message with one of them. It binds
 * nobody who may manage the server.
 *
 * @param words words or phrases; whole ones count, in any case, and {@code ё} is {@code е}
 * @param muteSeconds how long the author is muted; 0 unless that is the action
 * @param exemptRoles whoever has one of these is not bound by it
 */
public record FilterRule(
        FilterRuleId id,
        ServerId serverId,
        String name,
        List<String> words,
        FilterAction action,
        int muteSeconds,
        List<RoleId> exemptRoles)
        implements Answer {
    public FilterRule {
        words = List.copyOf(words);
        exemptRoles = List.copyOf(exemptRoles);
    }
}
