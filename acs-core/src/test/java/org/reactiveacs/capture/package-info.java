@NullMarked
package org.reactiveacs.capture;

import org.jspecify.annotations.NullMarked;
