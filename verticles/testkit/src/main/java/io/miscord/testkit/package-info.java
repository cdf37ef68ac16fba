/** What tests stand on: real servers, nodes in JVMs of their own, people who use them, and time that can be moved. */
@NullMarked
package io.miscord.testkit;

import org.jspecify.annotations.NullMarked;
