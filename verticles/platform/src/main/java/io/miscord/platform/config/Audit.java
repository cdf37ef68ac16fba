package io.miscord.platform.config;

import java.time.Duration;

/**
 * Who did what in servers.
 *
 * @param keep how long an entry stays in the audit log
 */
public record Audit(
        @Setting(value = "365d", min = "1d", max = "3650d") Duration keep) {}
