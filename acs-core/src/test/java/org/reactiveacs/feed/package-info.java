/** Tests of the feed, and a listener for those of stores. */
@NullMarked
package org.reactiveacs.feed;

import org.jspecify.annotations.NullMarked;
