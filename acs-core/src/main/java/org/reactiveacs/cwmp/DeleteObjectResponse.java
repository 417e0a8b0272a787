package org.reactiveacs.cwmp;

/**
 * The instance is gone (TR-069 A6 §A.3.2.7).
 *
 * @param status 0 applied, 1 accepted but not yet applied (maybe after a reboot); 0 when the CPE left it out
 */
public record DeleteObjectResponse(int status) implements CpeResponse {}
