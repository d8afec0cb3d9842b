/** The command line against a real HTTP server that gives stand-in answers. */
@NullMarked
package io.reissue.cli;

import org.jspecify.annotations.NullMarked;
