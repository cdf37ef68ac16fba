/** A model of a community, and the test that holds the real one against it; shares no code with the server. */
@NullMarked
package io.miscord.node.model;

import org.jspecify.annotations.NullMarked;
