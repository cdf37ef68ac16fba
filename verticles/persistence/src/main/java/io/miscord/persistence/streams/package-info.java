/** What gateways ask: starts, heads, missed events, and who may see what. */
@NullMarked
package io.miscord.persistence.streams;

import org.jspecify.annotations.NullMarked;
