/** Channels and conversations. */
@NullMarked
package io.miscord.api.channels;

import org.jspecify.annotations.NullMarked;
