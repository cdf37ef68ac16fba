/** What was done in servers, by whom: written with the act itself, and never changed. */
@NullMarked
package io.miscord.persistence.audit;

import org.jspecify.annotations.NullMarked;
