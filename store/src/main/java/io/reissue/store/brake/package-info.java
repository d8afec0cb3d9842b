/** The brake over many numbers at once: who set it, who lifted it, and the waking of the numbers it stopped. */
@NullMarked
package io.reissue.store.brake;

import org.jspecify.annotations.NullMarked;
