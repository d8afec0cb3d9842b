/** What operators, policy admins and auditors see in a browser: pages made here, that need no script and use one to stay fresh. */
@NullMarked
package io.reissue.edge.console;

import org.jspecify.annotations.NullMarked;
