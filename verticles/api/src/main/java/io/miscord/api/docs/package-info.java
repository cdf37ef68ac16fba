/** The contract itself, for machines and for people. */
@NullMarked
package io.miscord.api.docs;

import org.jspecify.annotations.NullMarked;
