@NullMarked
package org.reactiveacs.outbound;

import org.jspecify.annotations.NullMarked;
