/** The one typed tree of settings, and where its values come from. */
@NullMarked
package io.miscord.platform.config;

import org.jspecify.annotations.NullMarked;
