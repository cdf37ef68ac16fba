package io.miscord.platform.config;

import java.time.Duration;

/**
 * What people are told of.
 *
 * @param keep how long a notification stays in a person's list
 */
public record Notifications(
        @Setting(value = "90d", min = "1d", max = "3650d") Duration keep) {}
