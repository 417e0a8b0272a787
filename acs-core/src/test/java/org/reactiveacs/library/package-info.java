@NullMarked
package org.reactiveacs.library;

import org.jspecify.annotations.NullMarked;
