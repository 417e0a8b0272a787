/**
 * What happens to the bytes of a body before the XML parser sees them.
 *
 * <p>{@link org.reactiveacs.cwmp.bytes.ByteIntake} takes chunks, removes byte order mark and XML declaration, turns
 * other charsets into UTF-8 and has broken bytes mended; its output does not depend on where chunks end. Called by
 * {@code CwmpReader} only; calls nothing of ours but {@code Quirk}.
 */
@NullMarked
package org.reactiveacs.cwmp.bytes;

import org.jspecify.annotations.NullMarked;
