package io.miscord.platform.config;

import java.util.List;

/**
 * Who may read {@code /metrics} and the details of {@code /health}. Loopback and operators always may.
 *
 * @param allow further networks
 * @param open whether everybody may
 * @param unnamed {@code monitoring.public}: whether anyone may see load and health on {@code /ws} without signing in
 */
public record Monitoring(
        @Setting(value = "", pattern = Setting.NETWORK, accepts = Setting.NETWORKS)
        List<String> allow,

        @Setting("false") boolean open,
        @Setting(value = "false", name = "public") boolean unnamed) {}
