/** Where files are: what people upload and what tasks make. */
@NullMarked
package io.miscord.platform.storage;

import org.jspecify.annotations.NullMarked;
