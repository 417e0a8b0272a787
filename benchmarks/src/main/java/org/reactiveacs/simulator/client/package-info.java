/**
 * The sockets of simulated CPEs: sessions over HTTP and TLS with cookies and authentication, and the moving of files.
 *
 * <p>Carries the messages of {@code cpe} and decides nothing about them. Called by {@code fleet}.
 */
@NullMarked
package org.reactiveacs.simulator.client;

import org.jspecify.annotations.NullMarked;
