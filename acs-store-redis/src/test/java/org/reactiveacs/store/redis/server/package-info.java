/** Real Redis servers for tests: alone, with replicas and Sentinels, or as a Cluster. Used by other modules' tests, too. */
@NullMarked
package org.reactiveacs.store.redis.server;

import org.jspecify.annotations.NullMarked;
