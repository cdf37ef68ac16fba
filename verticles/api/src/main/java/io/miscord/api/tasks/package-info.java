/** Tasks: exports and imports, and the files that they make and take. */
@NullMarked
package io.miscord.api.tasks;

import org.jspecify.annotations.NullMarked;
