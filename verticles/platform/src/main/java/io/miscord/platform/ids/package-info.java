/** How ids are made. */
@NullMarked
package io.miscord.platform.ids;

import org.jspecify.annotations.NullMarked;
