/** Tests of traces, and a collector for those of others. */
@NullMarked
package org.reactiveacs.tracing;

import org.jspecify.annotations.NullMarked;
