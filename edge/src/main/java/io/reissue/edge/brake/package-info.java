/** The brake over many numbers: set by one operator, lifted by two. */
@NullMarked
package io.reissue.edge.brake;

import org.jspecify.annotations.NullMarked;
