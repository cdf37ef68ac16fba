/** Who may see and do what: the only door to servers, channels and messages. */
@NullMarked
package io.miscord.persistence.access;

import org.jspecify.annotations.NullMarked;
