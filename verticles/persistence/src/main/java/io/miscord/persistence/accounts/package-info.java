@org.jspecify.annotations.NullMarked
package io.miscord.persistence.accounts;
