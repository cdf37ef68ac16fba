/** JSON as it is on the wire and on the bus. */
@NullMarked
package io.miscord.platform.json;

import org.jspecify.annotations.NullMarked;
