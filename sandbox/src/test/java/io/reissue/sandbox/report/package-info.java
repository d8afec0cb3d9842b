@NullMarked
package io.reissue.sandbox.report;

import org.jspecify.annotations.NullMarked;
