@NullMarked
package org.reactiveacs.connreq;

import org.jspecify.annotations.NullMarked;
