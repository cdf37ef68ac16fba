package io.miscord.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked about the roles of a server. Whoever changes something needs {@link Permission#MANAGE_ROLES}, acts
 * on roles below their own highest one alone, and gives nobody what they may not do themselves.
 */
public sealed interface RoleAsk<A extends Answer> extends Ask<A> {
    /** The bus address of the owner. */
    String ADDRESS = "persistence.roles";

    /** Whose roles. */
    ServerId server();

    @Override
    default String address() {
        return ADDRESS;
    }

    /** The roles of a server, the lowest first. */
    record Of(Actor by, ServerId server) implements RoleAsk<Answer.Listing<Role>> {}

    /** A new role, right above everybody's. */
    record Create(
            Actor by,
            ServerId server,
            String name,
            int color,
            Permissions permissions,
            boolean hoist,
            boolean mentionable,
            @Nullable Nonce nonce)
            implements RoleAsk<Role> {}

    /** Changes a role; null leaves a field as it is. */
    record Update(
            Actor by,
            ServerId server,
            RoleId role,
            @Nullable String name,
            @Nullable Integer color,
            @Nullable Permissions permissions,
            @Nullable Boolean hoist,
            @Nullable Boolean mentionable)
            implements RoleAsk<Role> {}

    /** Deletes a role: whoever has it has it no more, and channels say nothing of it any more. */
    record Delete(Actor by, ServerId server, RoleId role) implements RoleAsk<Answer.Done> {}

    /** Moves roles, one after the other; answers all of them, the lowest first. */
    record Move(Actor by, ServerId server, List<RoleMove> moves) implements RoleAsk<Answer.Listing<Role>> {
        public Move {
            moves = List.copyOf(moves);
        }
    }

    /** Gives somebody a role; who has it keeps it. */
    record Give(Actor by, ServerId server, UserId user, RoleId role) implements RoleAsk<Answer.Done> {}

    /** Takes a role from somebody; who does not have it does without. */
    record Take(Actor by, ServerId server, UserId user, RoleId role) implements RoleAsk<Answer.Done> {}

    /**
     * Where a role goes among the others as they stand then.
     *
     * @param place counted from below: 1 is right above everybody's role; what is too high is the top
     */
    record RoleMove(RoleId roleId, int place) {}
}
