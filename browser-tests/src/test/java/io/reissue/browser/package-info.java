/** The console as people meet it: in a real browser, over a sandbox that was started as its README says. */
@NullMarked
package io.reissue.browser;

import org.jspecify.annotations.NullMarked;
