package io.miscord.persistence.access;

import io.miscord.contract.Permissions;
import java.time.Instant;

/**
 * That somebody is muted.
 *
 * @param until when it ends
 * @param withheld what they might do otherwise
 */
public record Mute(Instant until, Permissions withheld) {}
