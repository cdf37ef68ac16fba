@org.jspecify.annotations.NullMarked
package io.miscord.persistence.messages;
