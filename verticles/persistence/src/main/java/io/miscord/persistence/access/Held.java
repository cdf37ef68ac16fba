package io.miscord.persistence.access;

import io.miscord.contract.Permissions;
import io.miscord.contract.RoleId;

/**
 * A role that somebody has, as far as what they may do follows from it.
 *
 * @param position its rank; 0 is everybody's role
 */
record Held(RoleId id, int position, Permissions permissions) {}
