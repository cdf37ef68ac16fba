/**
 * Engine.IO v4 and Socket.IO v5, as a layer that knows nothing of what is said over it: timings, bounds and handlers
 * are its parameters.
 */
@NullMarked
package io.miscord.gateway.socketio;

import org.jspecify.annotations.NullMarked;
