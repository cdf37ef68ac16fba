/** What the operator of an instance sees and decides: people, servers, who may come, and what everybody is told. */
@NullMarked
package io.miscord.persistence.operator;

import org.jspecify.annotations.NullMarked;
