/** Channels of servers, conversations, and how far people have read. */
@NullMarked
package io.miscord.persistence.channels;

import org.jspecify.annotations.NullMarked;
