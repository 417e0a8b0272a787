@NullMarked
package org.reactiveacs.recording;

import org.jspecify.annotations.NullMarked;
