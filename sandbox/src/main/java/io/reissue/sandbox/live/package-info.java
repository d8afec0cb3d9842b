/** What a Reissue that runs elsewhere needs for a demo: numbers, accounts, a policy, contracts. */
@NullMarked
package io.reissue.sandbox.live;

import org.jspecify.annotations.NullMarked;
