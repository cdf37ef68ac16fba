/**
 * A trial of the promise that nothing acknowledged is lost, doubled or reordered: clients, faults, and a checker that
 * shares no code with the server. {@link io.miscord.testkit.chaos.Main} runs it; {@code scripts/chaos} starts that.
 */
@NullMarked
package io.miscord.testkit.chaos;

import org.jspecify.annotations.NullMarked;
