/**
 * The means to prove identity over HTTP: digest and basic authentication, signed nonces, derived passwords, API tokens.
 *
 * <p>Called by the CWMP endpoint, the file listener and the REST API, which know the devices and operators; calls only
 * the key ring. Nothing here does I/O on a request's way or knows of a store.
 */
@NullMarked
package org.reactiveacs.auth;

import org.jspecify.annotations.NullMarked;
