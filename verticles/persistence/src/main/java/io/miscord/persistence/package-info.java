/**
 * The owner of everything in PostgreSQL, as a node wires it: its verticle, its housekeeping, and what all nouns share.
 */
@NullMarked
package io.miscord.persistence;

import org.jspecify.annotations.NullMarked;
