/** Tests of the package of the same name. */
@NullMarked
package org.reactiveacs.store.embedded;

import org.jspecify.annotations.NullMarked;
