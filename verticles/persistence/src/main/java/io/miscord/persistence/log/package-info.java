/** The log of every stream: what happened in it, in order, as far back as it is kept. */
@NullMarked
package io.miscord.persistence.log;

import org.jspecify.annotations.NullMarked;
