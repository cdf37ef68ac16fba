/** Keeping order in servers: who is taken out, kept out or silenced, and what may not be written. */
@NullMarked
package io.miscord.persistence.moderation;

import org.jspecify.annotations.NullMarked;
