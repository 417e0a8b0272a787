/**
 * What is wrong with single devices, or with the fleet: by which signs it is told, what is open now, and who has taken note of it. The endpoint
 * leaves signs here ({@link org.reactiveacs.anomaly.AnomalySigns}), {@code oddity} looks at them, and the API shows what came of it. It may
 * call the store.
 */
@NullMarked
package org.reactiveacs.anomaly;

import org.jspecify.annotations.NullMarked;
