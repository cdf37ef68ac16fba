/** Edge: sockets. Turns frames into asks, and answers and events into frames; holds no rule and no SQL. */
@NullMarked
package io.miscord.gateway;

import org.jspecify.annotations.NullMarked;
