/** Long work: taken by a node, done in slices, continued by another when that one dies. */
@NullMarked
package io.miscord.persistence.tasks;

import org.jspecify.annotations.NullMarked;
