/** What people are to each other, whom they take messages from, and who is called how. */
@NullMarked
package io.miscord.persistence.people;

import org.jspecify.annotations.NullMarked;
