/** Messages: sending in groups, changing, reactions, pins and history. */
@NullMarked
package io.miscord.persistence.messages;

import org.jspecify.annotations.NullMarked;
