@NullMarked
package org.reactiveacs.connreq.stun;

import org.jspecify.annotations.NullMarked;
