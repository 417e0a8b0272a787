/** Tests of the package of the same name. */
@NullMarked
package org.reactiveacs.task;

import org.jspecify.annotations.NullMarked;
