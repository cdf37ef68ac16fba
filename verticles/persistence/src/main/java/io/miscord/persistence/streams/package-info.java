/** What gateways need to know: where a person starts, what was missed, and who may see which streams. */
@NullMarked
package io.miscord.persistence.streams;

import org.jspecify.annotations.NullMarked;
