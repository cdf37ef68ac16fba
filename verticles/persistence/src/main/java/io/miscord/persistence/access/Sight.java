package io.miscord.persistence.access;

import io.miscord.contract.Channel;
import io.miscord.contract.ChannelId;
import io.miscord.contract.Permission;
import io.miscord.contract.Permissions;
import io.miscord.contract.RoleId;
import io.miscord.contract.UserId;
import io.miscord.contract.Visibility;
import java.util.ArrayList;
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
     * People for whom one calculation of what they see holds.
     *
     * @param seesOpen whether they see channels whose overwrites say nothing of seeing
     * @param roles those of their roles of which some overwrite says so
     * @param user of somebody of whom an overwrite says so; that one is calculated alone
     */
    private record Kind(
            boolean isAll,
            boolean seesOpen,
            Set<RoleId> roles,
            @Nullable UserId user) {}

    /** Of whom overwrites say that they see a channel, or do not. */
    private record Named(Set<RoleId> roles, Set<UserId> users) {
        /** Adds whom a channel's overwrites name so; whether there is any. */
        boolean by(Channel channel) {
            boolean any = false;
            for (var overwrite : channel.overwrites()) {
                if (overwrite.allow().has(Permission.VIEW_CHANNEL)
                        || overwrite.deny().has(Permission.VIEW_CHANNEL)) {
                    any = true;
                    if (overwrite.roleId() != null) {
                        roles.add(overwrite.roleId());
                    }
                    if (overwrite.userId() != null) {
                        users.add(overwrite.userId());
                    }
                }
            }
            return any;
        }
    }

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
     * People by what they see of a server; each stands in one group. What is calculated grows with the kinds of people
     * and the channels that somebody may not see as the others do, and not with the people.
     */
    public static List<Visibility.Group> groups(Collection<Membership> members, List<Channel> channels) {
        var contested = new ArrayList<Channel>();
        var open = new HashSet<ChannelId>();
        var named = new Named(new HashSet<>(), new HashSet<>());
        for (var channel : channels) {
            if (named.by(channel)) {
                contested.add(channel);
            } else {
                open.add(channel.id());
            }
        }
        var people = new HashMap<Set<ChannelId>, Set<UserId>>();
        var alike = new HashMap<Kind, Set<UserId>>();
        for (var member : members) {
            var kind = kind(member, named);
            var others = alike.get(kind);
            if (others == null) {
                var sees = new HashSet<ChannelId>(kind.seesOpen() ? open : Set.of());
                visible(member, contested).forEach(channel -> sees.add(channel.id()));
                others = people.computeIfAbsent(sees, channelIds -> new HashSet<>());
                alike.put(kind, others);
            }
            others.add(member.user());
        }
        return people.entrySet().stream()
                .map(entry -> new Visibility.Group(entry.getValue(), entry.getKey()))
                .toList();
    }

    private static Kind kind(Membership member, Named named) {
        if (member.base().equals(Permissions.ALL)) {
            return new Kind(true, true, Set.of(), null);
        }
        var roles = new HashSet<>(member.roles());
        roles.retainAll(named.roles);
        var user = member.user();
        return new Kind(
                false, member.base().has(Permission.VIEW_CHANNEL), roles, named.users.contains(user) ? user : null);
    }
}
