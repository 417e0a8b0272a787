@NullMarked
package org.reactiveacs.anomaly;

import org.jspecify.annotations.NullMarked;
