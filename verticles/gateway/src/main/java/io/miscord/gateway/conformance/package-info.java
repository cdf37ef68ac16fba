/** The server that the official protocol suites of Engine.IO and Socket.IO are run against. */
@NullMarked
package io.miscord.gateway.conformance;

import org.jspecify.annotations.NullMarked;
