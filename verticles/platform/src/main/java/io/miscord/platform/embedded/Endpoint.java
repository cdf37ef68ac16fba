package io.miscord.platform.embedded;

import io.miscord.platform.config.Secret;

/**
 * Where a server is, and the account there.
 *
 * @param host its address
 * @param port its port
 * @param user the account; empty for Redis' default one
 * @param password the account's password
 * @param database the database's name; Redis' number
 */
public record Endpoint(String host, int port, String user, Secret password, String database) {}
