/** What the build checks about the sources of all modules, and that each check bites. */
@NullMarked
package io.reissue.architecture;

import org.jspecify.annotations.NullMarked;
