/**
 * The messages of TR-069 as records, and what turns them into bytes and back.
 *
 * <p>{@link org.reactiveacs.cwmp.CwmpReader} reads what CPEs (or an ACS) really send, mending what can be understood;
 * {@link org.reactiveacs.cwmp.CwmpWriter} writes by the letter. The elements of every message stand in one table, in
 * {@code cwmp.codec}. Called by the session engine, the CWMP endpoint and the fleet simulator; calls nothing but
 * {@code device.ParameterType} and the XML parser.
 */
@NullMarked
package org.reactiveacs.cwmp;

import org.jspecify.annotations.NullMarked;
