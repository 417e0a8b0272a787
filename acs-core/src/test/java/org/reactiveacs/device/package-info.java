/** Tests of the package of the same name. */
@NullMarked
package org.reactiveacs.device;

import org.jspecify.annotations.NullMarked;
