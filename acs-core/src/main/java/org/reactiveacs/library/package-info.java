/**
 * Documents that operators write, as all nodes see them: policies and the variables of groups. Called by the API and by
 * the nodes' watch; calls {@code store} and {@code policy}.
 */
@NullMarked
package org.reactiveacs.library;

import org.jspecify.annotations.NullMarked;
