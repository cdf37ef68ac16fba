/** People, and one's own account. */
@NullMarked
package io.miscord.api.users;

import org.jspecify.annotations.NullMarked;
