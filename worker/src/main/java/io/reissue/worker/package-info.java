/** The application: roles, configuration, wiring, metrics. */
@NullMarked
package io.reissue.worker;

import org.jspecify.annotations.NullMarked;
