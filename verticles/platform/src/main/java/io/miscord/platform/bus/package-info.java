/** The cluster's event bus: asks to owners, hints to gateways. */
@NullMarked
package io.miscord.platform.bus;

import org.jspecify.annotations.NullMarked;
