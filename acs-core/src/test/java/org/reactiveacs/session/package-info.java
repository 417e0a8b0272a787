/** Tests of the package of the same name. */
@NullMarked
package org.reactiveacs.session;

import org.jspecify.annotations.NullMarked;
