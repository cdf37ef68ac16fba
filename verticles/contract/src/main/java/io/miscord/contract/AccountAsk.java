package io.miscord.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked about accounts and sign-ins. */
public sealed interface AccountAsk<A extends Answer> extends Ask<A> {
    /** The bus address of the owner. */
    String ADDRESS = "persistence.accounts";

    @Override
    default String address() {
        return ADDRESS;
    }

    /**
     * A new account; the first of an instance is its operator's. {@code invite} is needed where registration is by
     * invite, and lets them into its server.
     */
    record Register(
            Actor by,
            String email,
            String username,
            String password,
            @Nullable String displayName,
            @Nullable String invite,
            String device,
            @Nullable Nonce nonce)
            implements AccountAsk<SignedIn> {}

    /** A sign-in; {@code login} is an e-mail address or a username. */
    record Login(Actor by, String login, String password, String device) implements AccountAsk<SignedIn> {}

    /** Whose name or address this is, so that all tries to sign in to an account are counted as one. */
    record Named(Actor by, String login) implements AccountAsk<Answer.Named> {}

    /** Exchanges a refresh token for the next one; a token that was exchanged before ends its whole family. */
    record Refresh(Actor by, String refreshToken, @Nullable String device) implements AccountAsk<SignedIn> {}

    /** Ends the asker's session, and the one that the refresh token belongs to. */
    record Logout(Actor by, @Nullable String refreshToken) implements AccountAsk<Answer.Done> {}

    /** Which of these sessions are still signed in; at most 1,000. */
    record Alive(Actor by, List<SessionId> sessions) implements AccountAsk<Answer.Alive> {
        public Alive {
            sessions = List.copyOf(sessions);
        }
    }

    /** The asker's own account. */
    record Me(Actor by) implements AccountAsk<Account> {}

    /** Changes the asker's profile; null leaves a field as it is, an empty text clears it. */
    record UpdateMe(
            Actor by,
            @Nullable String displayName,
            @Nullable String bio,
            @Nullable String status) implements AccountAsk<Account> {}

    /** A person. */
    record Person(Actor by, UserId user) implements AccountAsk<User> {}

    /** How available a person is; only for those who share a server or a conversation with them. */
    record PresenceOf(Actor by, UserId user) implements AccountAsk<Presence> {}

    /** A person's last socket is gone: remembers when they were last seen. */
    record Seen(Actor by, UserId user) implements AccountAsk<Answer.Done> {}
}
