/**
 * Subscriptions of other systems to events: what operators wrote, how far each partition was delivered, what could not be, and how it
 * goes. Callbacks of tasks stand beside them, each in a place of its own.
 *
 * <p>Called by the API and by what delivers; calls feed, the store and what it is made of.
 */
@NullMarked
package org.reactiveacs.subscription;

import org.jspecify.annotations.NullMarked;
