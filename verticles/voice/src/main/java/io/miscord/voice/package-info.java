/** The owner of calls: their rooms, who may be in them, what passes between those who are. */
@NullMarked
package io.miscord.voice;

import org.jspecify.annotations.NullMarked;
