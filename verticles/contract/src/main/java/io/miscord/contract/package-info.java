/**
 * The words everyone shares: asks, answers, events, problems, ids and views. One package, for sealed types must share
 * it.
 */
@NullMarked
package io.miscord.contract;

import org.jspecify.annotations.NullMarked;
