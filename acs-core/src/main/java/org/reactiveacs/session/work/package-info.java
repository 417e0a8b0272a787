/**
 * Steps as RPCs: each {@link org.reactiveacs.session.work.Work} is a step in progress, says what to ask the CPE next and
 * what its answer means. Immutable and pure.
 *
 * <p>Called by the session engine; calls policy, task, device and cwmp.
 */
@NullMarked
package org.reactiveacs.session.work;

import org.jspecify.annotations.NullMarked;
