/** What people are told of, pushed to their browsers. */
@NullMarked
package io.miscord.persistence.push;

import org.jspecify.annotations.NullMarked;
