/** Pictures that people upload: read within bounds, made small, written anew. */
@NullMarked
package io.miscord.platform.images;

import org.jspecify.annotations.NullMarked;
