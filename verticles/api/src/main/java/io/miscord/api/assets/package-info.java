/** Files of the class path as they are served: the web client, the pages of the contract. */
@NullMarked
package io.miscord.api.assets;

import org.jspecify.annotations.NullMarked;
