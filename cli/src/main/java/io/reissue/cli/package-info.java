/** The command line for operators, admins and auditors. It knows the API by its contract, and nothing of the carrier's code. */
@NullMarked
package io.reissue.cli;

import org.jspecify.annotations.NullMarked;
