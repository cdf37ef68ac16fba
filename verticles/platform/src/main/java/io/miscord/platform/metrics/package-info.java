/** What a node measures of itself, and how it tells. */
@NullMarked
package io.miscord.platform.metrics;

import org.jspecify.annotations.NullMarked;
