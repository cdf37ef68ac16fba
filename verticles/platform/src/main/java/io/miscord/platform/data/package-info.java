/** What stands between the verticles and the stores: breakers, Redis, and limits that are counted in it. */
@NullMarked
package io.miscord.platform.data;

import org.jspecify.annotations.NullMarked;
