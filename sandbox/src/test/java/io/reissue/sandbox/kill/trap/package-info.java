/**
 * What is put before the class path of a sandbox that is to be killed at a point of its work. Nothing else from the tests is
 * there, and nothing of the product knows of it.
 */
@NullMarked
package io.reissue.sandbox.kill.trap;

import org.jspecify.annotations.NullMarked;
