/** What the build checks about these sources, and that each check bites. */
@NullMarked
package io.reissue.architecture;

import org.jspecify.annotations.NullMarked;
