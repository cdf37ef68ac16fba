/** The web client's files. */
@NullMarked
package io.miscord.api.web;

import org.jspecify.annotations.NullMarked;
