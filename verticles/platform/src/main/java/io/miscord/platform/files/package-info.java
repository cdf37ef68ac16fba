/** What a node keeps in its data directory for itself: secrets made at the first start, and ports. */
@org.jspecify.annotations.NullMarked
package io.miscord.platform.files;
