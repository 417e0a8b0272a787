/**
 * The store of a node that is alone: H2's MVStore, one file. One thread applies whole units of work in order, writes
 * them to disk in groups and syncs before it acknowledges what must last. Sessions and tasks that have not ended are held
 * in the heap besides; for up to 100,000 devices.
 *
 * <p>Called by main, which makes it; everything else knows {@link org.reactiveacs.store.Store} alone.
 */
@NullMarked
package org.reactiveacs.store.embedded;

import org.jspecify.annotations.NullMarked;
