/**
 * The CWMP endpoint: HTTP in, the session engine and the store behind it, HTTP out. {@link
 * org.reactiveacs.endpoint.CwmpPipeline} lists the handlers in order.
 *
 * <p>Made by {@code main}; calls auth, metrics and the core. It does not know the API, files or connection requests.
 */
@NullMarked
package org.reactiveacs.endpoint;

import org.jspecify.annotations.NullMarked;
