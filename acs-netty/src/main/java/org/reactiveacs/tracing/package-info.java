/**
 * Traces of CWMP sessions by OpenTelemetry, for a share of them: a span for each session, under it one for each message, and under that one
 * for each call of the store.
 *
 * <p>The endpoint tells what happened, and asks first whether the session is traced; all that is told goes to a collector in the background.
 * Calls core and metrics.
 */
@NullMarked
package org.reactiveacs.tracing;

import org.jspecify.annotations.NullMarked;
