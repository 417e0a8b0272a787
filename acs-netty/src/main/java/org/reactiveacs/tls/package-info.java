/**
 * TLS of every listener: contexts made from PEM files, by OpenSSL where it loads, and renewed when the files change; tickets
 * by which every node with the same key ring resumes what another began.
 *
 * <p>Called by {@code main}, which hands the contexts to the listeners; calls the key ring alone.
 */
@NullMarked
package org.reactiveacs.tls;

import org.jspecify.annotations.NullMarked;
