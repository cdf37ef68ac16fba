/** What the whole promises, played by people on real nodes, on one node and on many. */
@NullMarked
package io.miscord.node.scenarios;

import org.jspecify.annotations.NullMarked;
