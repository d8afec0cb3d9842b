@NullMarked
package io.reissue.sandbox.script;

import org.jspecify.annotations.NullMarked;
