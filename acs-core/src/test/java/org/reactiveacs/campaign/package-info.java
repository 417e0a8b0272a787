/** Tests of the package of the same name. */
@NullMarked
package org.reactiveacs.campaign;

import org.jspecify.annotations.NullMarked;
