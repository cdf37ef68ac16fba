/** Roles: what they allow, their order, and who has them. */
@NullMarked
package io.miscord.persistence.roles;

import org.jspecify.annotations.NullMarked;
