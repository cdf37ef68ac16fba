/** The web of others, as far as it is read from here: public pages alone, within bounds. */
@NullMarked
package io.miscord.platform.web;

import org.jspecify.annotations.NullMarked;
