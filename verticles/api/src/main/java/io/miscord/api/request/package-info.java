/** What every operation of the HTTP API shares: the contract, who calls, limits, validation, and the answer. */
@NullMarked
package io.miscord.api.request;

import org.jspecify.annotations.NullMarked;
