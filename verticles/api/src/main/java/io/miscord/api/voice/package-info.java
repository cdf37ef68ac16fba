/** Calls. */
@NullMarked
package io.miscord.api.voice;

import org.jspecify.annotations.NullMarked;
