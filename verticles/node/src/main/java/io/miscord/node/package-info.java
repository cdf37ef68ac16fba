/** A node: what it stands on, which verticles it runs, how it starts and stops. The only place that wires. */
@NullMarked
package io.miscord.node;

import org.jspecify.annotations.NullMarked;
