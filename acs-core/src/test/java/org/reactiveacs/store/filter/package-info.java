/** Tests of the filter language: its grammar, its meaning, and that both hold for any text. */
@NullMarked
package org.reactiveacs.store.filter;

import org.jspecify.annotations.NullMarked;
