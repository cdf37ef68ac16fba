/** Messages, pins and reactions. */
@NullMarked
package io.miscord.api.messages;

import org.jspecify.annotations.NullMarked;
