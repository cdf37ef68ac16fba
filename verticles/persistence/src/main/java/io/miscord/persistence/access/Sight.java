package io.miscord.persistence.access;

import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.RoleId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who sees which channels of a server, and what they may do there. Pure: from rows that belong to one snapshot. */
public final class Sight {
    private Sight() {}

    /**
     * People whose roles are the same, so that one calculation holds for all of them.
     *
     * @param user of somebody whom an overwrite names; that one is calculated alone
     */
    private record Kind(
            Permissions base, Set<RoleId> roles, @Nullable UserId user) {}

    /** What somebody may do in each channel that they see, in the order of the channels. */
    public static Map<ChannelId, Permissions> of(Membership member, List<Channel> channels) {
        var sight = new LinkedHashMap<ChannelId, Permissions>();
        for (var channel : channels) {
            var permissions = member.in(channel);
            if (permissions.has(Permission.VIEW_CHANNEL)) {
                sight.put(channel.id(), permissions);
            }
        }
        return sight;
    }

    /** The channels that somebody sees, in order. */
    public static List<Channel> visible(Membership member, List<Channel> channels) {
        return channels.stream()
                .filter(channel -> member.in(channel).has(Permission.VIEW_CHANNEL))
                .toList();
    }

    /**
     * People by what they see of a server; each stands in one group. What is calculated grows with the kinds of people,
     * that is the sets of roles in use, and not with the people.
     */
    public static List<Visibility.Group> groups(Collection<Membership> members, List<Channel> channels) {
        var named = new HashSet<UserId>();
        channels.forEach(channel -> channel.overwrites().forEach(overwrite -> {
            if (overwrite.userId() != null) {
                named.add(overwrite.userId());
            }
        }));
        var people = new HashMap<Set<ChannelId>, Set<UserId>>();
        var alike = new HashMap<Kind, Set<UserId>>();
        for (var member : members) {
            var kind = kind(member, named);
            var others = alike.get(kind);
            if (others == null) {
                var sees = Set.copyOf(of(member, channels).keySet());
                others = people.computeIfAbsent(sees, channelIds -> new HashSet<>());
                alike.put(kind, others);
            }
            others.add(member.user());
        }
        return people.entrySet().stream()
                .map(entry -> new Visibility.Group(entry.getValue(), entry.getKey()))
                .toList();
    }

    private static Kind kind(Membership member, Set<UserId> named) {
        if (member.base().equals(Permissions.ALL)) {
            return new Kind(Permissions.ALL, Set.of(), null);
        }
        var user = member.user();
        return new Kind(member.base(), member.roles(), named.contains(user) ? user : null);
    }
}
