/** What a verticle and the node's one HTTP port agree on. */
@NullMarked
package io.miscord.platform.http;

import org.jspecify.annotations.NullMarked;
