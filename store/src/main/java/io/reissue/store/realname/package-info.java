/** The locked record of holders that the law asks to keep for two years, used for nothing else. */
@NullMarked
package io.reissue.store.realname;

import org.jspecify.annotations.NullMarked;
