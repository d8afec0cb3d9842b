/**
 * How platforms behave, along five independent lines: when they take a stand, what goes wrong on the way, what they decide about
 * accounts, how they put their answers, how they restore. Pure: values in, values out.
 */
@NullMarked
package io.reissue.sandbox.platforms.manners;

import org.jspecify.annotations.NullMarked;
