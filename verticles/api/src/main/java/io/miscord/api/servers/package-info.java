/** Servers, their members and invites. */
@NullMarked
package io.miscord.api.servers;

import org.jspecify.annotations.NullMarked;
