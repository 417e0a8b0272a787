/**
 * Names that stand for a parameter whatever the data model and vendor. Called by policies; calls device.
 */
@NullMarked
package org.reactiveacs.policy.alias;

import org.jspecify.annotations.NullMarked;
