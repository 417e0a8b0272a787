/**
 * What happened to devices, for readers outside: all partitions as one stream that can be gone on with at any node, from a {@link
 * org.reactiveacs.feed.Position}; which events somebody wants; and how they are told in JSON.
 *
 * <p>Called by what tells other systems; calls the store and what it is made of.
 */
@NullMarked
package org.reactiveacs.feed;

import org.jspecify.annotations.NullMarked;
