/**
 * TLS of every listener: contexts made from PEM files, by OpenSSL where it loads, and renewed when the files change.
 *
 * <p>Called by {@code main}, which hands the contexts to the listeners; calls no other package of the project.
 */
@NullMarked
package org.reactiveacs.tls;

import org.jspecify.annotations.NullMarked;
