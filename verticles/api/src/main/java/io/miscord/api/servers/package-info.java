/** Servers, their members, roles and invites. */
@NullMarked
package io.miscord.api.servers;

import org.jspecify.annotations.NullMarked;
