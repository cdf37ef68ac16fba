package io.miscord.platform.config;

/**
 * Notifications that are pushed to browsers, by way of their makers' services.
 *
 * @param enabled whether any are
 * @param subject whom a push service may turn to; {@code http.publicUrl} if empty and that is https
 * @param privateKey what the services know the instance by, the same on every node; if empty made of the secret that
 *     signs access tokens
 */
public record Push(
        @Setting("true") boolean enabled,

        @Setting(value = "", pattern = "(mailto:|https://)\\S+", accepts = "mailto:… or https://…")
        String subject,

        @Setting(
                value = "",
                pattern = "[A-Za-z0-9_-]{43}",
                accepts = "a VAPID private key: 43 letters, digits, - and _")
        Secret privateKey) {}
