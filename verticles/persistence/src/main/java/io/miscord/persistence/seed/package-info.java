/** Fills an instance with people and rooms, for demonstrations and load tests. */
@NullMarked
package io.miscord.persistence.seed;

import org.jspecify.annotations.NullMarked;
