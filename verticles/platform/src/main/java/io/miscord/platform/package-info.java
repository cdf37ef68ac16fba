/** What every verticle stands on; a package for each thing, and here the one way a refusal is thrown. */
@NullMarked
package io.miscord.platform;

import org.jspecify.annotations.NullMarked;
