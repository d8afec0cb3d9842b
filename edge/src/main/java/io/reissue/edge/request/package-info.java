/** What every request's body has to hold, asked for before anything is done with it. */
@NullMarked
package io.reissue.edge.request;

import org.jspecify.annotations.NullMarked;
