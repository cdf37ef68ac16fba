package io.miscord.contract;

/**
 * A fresh sign-in.
 *
 * @param user the account, as its owner sees it
 * @param session the sign-in; the access token is made by the edge from it
 * @param refreshToken the secret for the next one; only its hash is stored
 */
public record SignedIn(Account user, SessionId session, String refreshToken) implements Answer {}
