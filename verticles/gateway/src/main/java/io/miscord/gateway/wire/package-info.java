/** What is said over each kind of socket: texts of clients to frames, frames and events to texts. All of it is pure. */
@NullMarked
package io.miscord.gateway.wire;

import org.jspecify.annotations.NullMarked;
