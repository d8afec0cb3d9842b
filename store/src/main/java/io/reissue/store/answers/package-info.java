/** What platforms answered: judged per ref, on disk before anybody says so. */
@NullMarked
package io.reissue.store.answers;

import org.jspecify.annotations.NullMarked;
