/** What {@code conf/logback.xml} is made of: JSON lines, and queues that drop rather than block. */
@org.jspecify.annotations.NullMarked
package io.miscord.platform.logging;
