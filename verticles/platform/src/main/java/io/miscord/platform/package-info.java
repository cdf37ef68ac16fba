@org.jspecify.annotations.NullMarked
package io.miscord.platform;
