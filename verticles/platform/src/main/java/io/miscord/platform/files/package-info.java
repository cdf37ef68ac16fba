/** What a node keeps in its data directory for itself: secrets made at the first start, and ports. */
@NullMarked
package io.miscord.platform.files;

import org.jspecify.annotations.NullMarked;
