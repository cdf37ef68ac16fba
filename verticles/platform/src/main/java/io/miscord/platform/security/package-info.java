/** Who is who: access tokens for people, certificates for nodes, and the log of what concerns either. */
@NullMarked
package io.miscord.platform.security;

import org.jspecify.annotations.NullMarked;
