/**
 * The one ring of master keys from which every other secret of the server is derived: nonces, cookies, CPE passwords.
 *
 * <p>Called by whoever signs or derives something; calls nothing of the project. Reading and creating the file is done
 * here too, so that its format and its permissions stand in one place.
 */
@NullMarked
package org.reactiveacs.keys;

import org.jspecify.annotations.NullMarked;
