package io.miscord.contract;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the operator of an instance asks; FORBIDDEN to everybody else, but for what they announce. */
public sealed interface OperatorAsk<A extends Answer> extends Ask<A> {
    /** The bus address of the owner. */
    String ADDRESS = "persistence.operator";

    @Override
    default String address() {
        return ADDRESS;
    }

    /** Whether the asker is an operator; refused if not. */
    record Permitted(Actor by) implements OperatorAsk<Answer.Done> {}

    /** How much there is. */
    record Figures(Actor by) implements OperatorAsk<InstanceFigures> {}

    /**
     * Accounts, newest first.
     *
     * @param search how a username, a shown name or an e-mail address begins; all if null
     * @param suspended only those who are
     */
    record People(
            Actor by,
            @Nullable String search,
            boolean suspended,
            @Nullable String cursor,
            int limit) implements OperatorAsk<Answer.Listing<ListedAccount>> {}

    /** Keeps somebody out: their sign-ins end, and there is no other. No operator can be. */
    record Suspend(Actor by, UserId user, @Nullable String reason) implements OperatorAsk<ListedAccount> {}

    /** Lets somebody in again. */
    record Lift(Actor by, UserId user) implements OperatorAsk<ListedAccount> {}

    /** Servers, newest first; {@code search} is how a name begins. */
    record Servers(
            Actor by, @Nullable String search, @Nullable String cursor, int limit)
            implements OperatorAsk<Answer.Listing<ListedServer>> {}

    /** Deletes a server, as its owner may. */
    record DeleteServer(Actor by, ServerId server) implements OperatorAsk<Answer.Done> {}

    /** Who may make an account. */
    record ReadRegistration(Actor by) implements OperatorAsk<RegistrationRule> {}

    /** Says who may make an account, from now on and on all nodes. */
    record SetRegistration(Actor by, RegistrationMode mode) implements OperatorAsk<RegistrationRule> {}

    /** Announcements that were made, newest first; those too that have ended. */
    record Announcements(Actor by, @Nullable String cursor, int limit)
            implements OperatorAsk<Answer.Listing<Announcement>> {}

    /** Tells everybody something. */
    record Announce(
            Actor by,
            String text,
            Severity severity,
            @Nullable Instant endsAt,
            @Nullable Nonce nonce) implements OperatorAsk<Announcement> {}

    /** Ends an announcement now. */
    record EndAnnouncement(Actor by, AnnouncementId announcement) implements OperatorAsk<Answer.Done> {}

    /** What everybody is told at the moment, newest first: for whoever is signed in. */
    record Current(Actor by) implements OperatorAsk<Answer.Listing<Announcement>> {}

    /** What operators did, newest first. */
    record Log(Actor by, @Nullable String cursor, int limit) implements OperatorAsk<Answer.Listing<OperatorEntry>> {}
}
