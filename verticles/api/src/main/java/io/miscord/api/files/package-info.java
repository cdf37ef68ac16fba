/** Pictures: taking them in, and giving them out. */
@NullMarked
package io.miscord.api.files;

import org.jspecify.annotations.NullMarked;
