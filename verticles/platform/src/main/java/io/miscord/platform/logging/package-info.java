/** What {@code conf/logback.xml} is made of: JSON lines, and queues that drop rather than block. */
@NullMarked
package io.miscord.platform.logging;

import org.jspecify.annotations.NullMarked;
