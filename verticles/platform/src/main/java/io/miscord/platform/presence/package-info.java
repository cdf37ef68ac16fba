/** Who is online, across the nodes. */
@NullMarked
package io.miscord.platform.presence;

import org.jspecify.annotations.NullMarked;
