/** Tests of how busy the node is and what follows from it. */
@NullMarked
package org.reactiveacs.load;

import org.jspecify.annotations.NullMarked;
