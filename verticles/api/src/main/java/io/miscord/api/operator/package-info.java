/** The operations of the instance's operator, and what they tell everybody. */
@NullMarked
package io.miscord.api.operator;

import org.jspecify.annotations.NullMarked;
