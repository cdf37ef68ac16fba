/** The owner of voice rooms: not built yet, a door with its name on it. */
@NullMarked
package io.miscord.voice;

import org.jspecify.annotations.NullMarked;
