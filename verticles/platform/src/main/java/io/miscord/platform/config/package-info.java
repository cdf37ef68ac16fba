/** The one typed tree of settings, and where its values come from. */
@org.jspecify.annotations.NullMarked
package io.miscord.platform.config;
