/** Pictures: of servers and people, and servers' own emoji. */
@NullMarked
package io.miscord.persistence.images;

import org.jspecify.annotations.NullMarked;
