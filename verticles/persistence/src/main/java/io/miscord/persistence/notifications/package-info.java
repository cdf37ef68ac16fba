/** What people are told of, and what they want to be told of. */
@NullMarked
package io.miscord.persistence.notifications;

import org.jspecify.annotations.NullMarked;
