/** A client as its specification has it: what it knows after a greeting and events, held against a greeting anew. */
@NullMarked
package io.miscord.testkit.history;

import org.jspecify.annotations.NullMarked;
