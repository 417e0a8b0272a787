@NullMarked
package org.reactiveacs.genieacs;

import org.jspecify.annotations.NullMarked;
