/** Accounts, passwords, sign-ins and refresh tokens. */
@NullMarked
package io.miscord.persistence.accounts;

import org.jspecify.annotations.NullMarked;
