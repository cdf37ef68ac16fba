/** The HTTP API and the web client of a node: what a node makes once, and the edge of each event loop. */
@NullMarked
package io.miscord.api;

import org.jspecify.annotations.NullMarked;
