/** Registering, signing in and out. */
@NullMarked
package io.miscord.api.auth;

import org.jspecify.annotations.NullMarked;
