@NullMarked
package org.reactiveacs.hooks;

import org.jspecify.annotations.NullMarked;
