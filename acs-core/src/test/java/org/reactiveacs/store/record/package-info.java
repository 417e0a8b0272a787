/** Tests of the package of the same name. */
@NullMarked
package org.reactiveacs.store.record;

import org.jspecify.annotations.NullMarked;
