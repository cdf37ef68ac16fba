/**
 * The PostgreSQL and Redis that a node brings along: real servers, real files, processes of their own.
 *
 * <p>All of it blocks, and is for start-up code and worker threads alone.
 */
@NullMarked
package io.miscord.platform.embedded;

import org.jspecify.annotations.NullMarked;
