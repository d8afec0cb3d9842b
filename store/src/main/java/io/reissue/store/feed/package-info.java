/** What platforms hear about a number's life, in an order without gaps. */
@NullMarked
package io.reissue.store.feed;

import org.jspecify.annotations.NullMarked;
