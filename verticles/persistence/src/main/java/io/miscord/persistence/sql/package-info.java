/** Pools, transactions, migrations, and what a failure of PostgreSQL means. */
@NullMarked
package io.miscord.persistence.sql;

import org.jspecify.annotations.NullMarked;
