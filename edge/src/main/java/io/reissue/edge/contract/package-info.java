/** What operators, admins, approvers, shops and auditors are promised. */
@NullMarked
package io.reissue.edge.contract;

import org.jspecify.annotations.NullMarked;
