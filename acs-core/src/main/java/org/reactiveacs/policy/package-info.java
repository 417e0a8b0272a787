/**
 * What must be done, in steps that name no protocol
 *
 * <p> a due task (and one day a policy) becomes {@link org.reactiveacs.policy.Step}s.:Called by session; calls device and task. It knows nothing of CWMP, so that another protocol may stand beside it.
 */
@NullMarked
package org.reactiveacs.policy;

import org.jspecify.annotations.NullMarked;
