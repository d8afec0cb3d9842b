@NullMarked
package io.reissue.edge.outage;

import org.jspecify.annotations.NullMarked;
