package io.miscord.persistence.servers;

import io.miscord.contract.ListedMember;
import io.miscord.contract.MemberGroup;
import io.miscord.contract.RoleId;
import io.miscord.contract.ServerId;
import io.miscord.contract.UserId;
import io.miscord.persistence.Cursor;
import io.miscord.persistence.sql.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The members of a server as people see them: under their highest role of those that are listed apart, the highest
 * first, and by name there; whoever has none comes last. Names are ordered by the code points of their lower case.
 *
 * <p>A cursor says where a page ended and not what stood there: whoever comes, goes or is called otherwise between two
 * pages moves nobody else. Methods wait: they belong on a virtual thread.
 */
final class MemberList {
    /** Groups that are looked through in one statement; most pages end in the first of them. */
    private static final int AT_ONCE = 16;

    private static final String NONE = "";

    private final MemberListStore store = new MemberListStore();

    /** A member, and the cursor of the page that ends with them. */
    record Line(ListedMember member, String cursor) {}

    /**
     * Where somebody stands in the list by roles.
     *
     * @param position that of the role
     * @param role null for those who have none that is listed apart
     */
    record Place(int position, @Nullable RoleId role, MemberListStore.Name name) {
        static Place of(String cursor) {
            var parts = Cursor.read(cursor, 4);
            var role = parts.get(1).equals(NONE) ? null : Cursor.part(parts.get(1), RoleId::of);
            int position = Cursor.part(parts.get(0), Integer::parseInt);
            return new Place(position, role, MemberList.name(parts.get(3), parts.get(2)));
        }

        String cursor() {
            return Cursor.of(
                    Integer.toString(position),
                    role == null ? NONE : role.toString(),
                    name.user().toString(),
                    name.key());
        }

        /** Whether this group stands above the place's own. */
        boolean isBelow(MemberListStore.Group group) {
            if (role == null) {
                return true;
            }
            return group.position() > position
                    || (group.position() == position && group.id().value().compareTo(role.value()) < 0);
        }
    }

    /** Members in the order of the list, after a page's end. */
    List<Line> byRole(Queries queries, ServerId server, @Nullable String cursor, int limit) {
        var after = cursor == null ? null : Place.of(cursor);
        var groups = store.groups(queries, server);
        int from = 0;
        while (after != null && from < groups.size() && after.isBelow(groups.get(from))) {
            from++;
        }
        var lines = new ArrayList<Line>();
        while (lines.size() < limit && from < groups.size()) {
            int to = Math.min(from + AT_ONCE, groups.size());
            var first = groups.get(from);
            var begins = after != null && first.id().equals(after.role()) ? after.name() : MemberListStore.Name.FIRST;
            var higher = groups.subList(0, from);
            var some = store.inGroups(queries, server, groups.subList(from, to), higher, begins, limit - lines.size());
            some.forEach(listed -> lines.add(line(listed, groups)));
            from = to;
        }
        if (lines.size() < limit) {
            var begins = after != null && after.role() == null ? after.name() : MemberListStore.Name.FIRST;
            store.others(queries, server, groups, begins, limit - lines.size())
                    .forEach(listed -> lines.add(line(listed, groups)));
        }
        return lines;
    }

    /** Members whose shown name begins so, by name. */
    List<Line> named(Queries queries, ServerId server, String beginning, @Nullable String cursor, int limit) {
        var after = MemberListStore.Name.FIRST;
        if (cursor != null) {
            var parts = Cursor.read(cursor, 2);
            after = name(parts.get(1), parts.get(0));
        }
        return store.named(queries, server, beginning, after, limit).stream()
                .map(listed -> new Line(
                        listed.member(),
                        Cursor.of(listed.name().user().toString(), listed.name().key())))
                .toList();
    }

    /** The groups that are not empty, in the order of the list. */
    List<MemberGroup> groups(Queries queries, ServerId server, long members) {
        var groups = store.groups(queries, server);
        var counts = store.counts(queries, groups);
        var found = new ArrayList<MemberGroup>();
        IntStream.range(0, groups.size())
                .filter(i -> counts.containsKey(i))
                .mapToObj(i -> new MemberGroup(groups.get(i).id(), groups.get(i).name(), counts.getOrDefault(i, 0L)))
                .forEach(found::add);
        long others =
                members - counts.values().stream().mapToLong(Long::longValue).sum();
        if (others > 0) {
            found.add(new MemberGroup(null, store.everybody(queries, server), others));
        }
        return found;
    }

    private static Line line(MemberListStore.Listed listed, List<MemberListStore.Group> groups) {
        var role = listed.member().group();
        int position = groups.stream()
                .filter(group -> group.id().equals(role))
                .mapToInt(MemberListStore.Group::position)
                .findFirst()
                .orElse(0);
        return new Line(listed.member(), new Place(position, role, listed.name()).cursor());
    }

    private static MemberListStore.Name name(String key, String user) {
        return new MemberListStore.Name(key, Cursor.part(user, UserId::of));
    }
}
