/** A PostgreSQL of our own, unpacked and run beside the JVM: for the sandbox, and for the tests of every module. */
@NullMarked
package io.reissue.sandbox.postgres;

import org.jspecify.annotations.NullMarked;
