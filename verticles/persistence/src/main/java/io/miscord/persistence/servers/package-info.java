/** Servers, their members and roles, invites and joining. */
@NullMarked
package io.miscord.persistence.servers;

import org.jspecify.annotations.NullMarked;
