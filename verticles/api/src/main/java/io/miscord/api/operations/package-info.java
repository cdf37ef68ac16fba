/** The contract itself, for machines and for people. */
@NullMarked
package io.miscord.api.operations;

import org.jspecify.annotations.NullMarked;
