package org.reactiveacs.cwmp;

/**
 * The instance is made (TR-069 A6 §A.3.2.6).
 *
 * @param instanceNumber of the new instance, from 1; 0 when the CPE left it out
 * @param status 0 applied, 1 accepted but not yet applied (maybe after a reboot); 0 when the CPE left it out
 */
public record AddObjectResponse(int instanceNumber, int status) implements CpeResponse {}
