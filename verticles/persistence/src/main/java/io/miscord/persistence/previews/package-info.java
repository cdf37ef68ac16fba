/** Previews of what people link to. */
@NullMarked
package io.miscord.persistence.previews;

import org.jspecify.annotations.NullMarked;
