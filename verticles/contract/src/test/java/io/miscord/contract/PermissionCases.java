package io.miscord.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Random people in random channels, the same for the same chance. */
final class PermissionCases {
    static final UserId USER = new UserId(id(1));
    static final UserId OTHER = new UserId(id(2));
    private static final int ROLES = 4;
    private static final int FIRST_ROLE = 0x100;

    private final Random chance;

    PermissionCases(Random chance) {
        this.chance = chance;
    }

    /** A role of the server. */
    record Held(RoleId id, int position, Permissions permissions) {}

    /**
     * Somebody in a channel.
     *
     * @param roles all of the server, the first being everybody's
     * @param own the person's further roles
     */
    record Case(boolean owner, boolean muted, List<Held> roles, Set<RoleId> own, List<Overwrite> overwrites) {
        Case {
            roles = List.copyOf(roles);
            own = Set.copyOf(own);
            overwrites = List.copyOf(overwrites);
        }

        RoleId everybody() {
            return roles.getFirst().id();
        }

        List<Held> held() {
            return roles.stream()
                    .filter(role -> role.id().equals(everybody()) || own.contains(role.id()))
                    .toList();
        }

        Permissions base() {
            return Permissions.inServer(
                    owner, held().stream().map(Held::permissions).toList());
        }

        Rank rank() {
            return Rank.of(owner, held().stream().map(Held::position).toList());
        }

        Permissions inServer() {
            return muted ? base().whileMuted() : base();
        }

        Permissions inChannel() {
            return base().inChannel(everybody(), own, USER, overwrites, muted);
        }

        Case with(List<Overwrite> others) {
            return new Case(owner, muted, roles, own, others);
        }

        Case muted(boolean now) {
            return new Case(owner, now, roles, own, overwrites);
        }
    }

    /** Somebody in a channel. Owners and administrators are rare, as they would hide all else. */
    Case next() {
        var roles = new ArrayList<Held>();
        for (int i = 0; i < ROLES; i++) {
            roles.add(new Held(new RoleId(id(FIRST_ROLE + i)), i * 1_000, some(i == 0 ? 3 : 5)));
        }
        var own = new HashSet<RoleId>();
        var overwrites = new ArrayList<Overwrite>();
        for (var role : roles) {
            if (role.position() > 0 && chance.nextBoolean()) {
                own.add(role.id());
            }
            if (chance.nextBoolean()) {
                overwrites.add(Overwrite.of(role.id(), some(4), some(4)));
            }
        }
        for (var user : List.of(USER, OTHER)) {
            if (chance.nextInt(3) == 0) {
                overwrites.add(Overwrite.of(user, some(4), some(4)));
            }
        }
        return new Case(chance.nextInt(20) == 0, chance.nextInt(4) == 0, roles, own, overwrites);
    }

    /** Each permission with a chance of one in {@code rare}; ADMINISTRATOR only seldom. */
    Permissions some(int rare) {
        var some = Permissions.NONE;
        for (var permission : Permission.values()) {
            int one = permission == Permission.ADMINISTRATOR ? 30 : permission == Permission.VIEW_CHANNEL ? 2 : rare;
            if (chance.nextInt(one) == 0) {
                some = some.plus(Permissions.of(permission));
            }
        }
        return some;
    }

    private static UUID id(int number) {
        return new UUID(0x7000, 0x8000_0000_0000_0000L | number);
    }
}
