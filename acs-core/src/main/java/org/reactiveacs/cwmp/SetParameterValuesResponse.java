package org.reactiveacs.cwmp;

/**
 * The values are set (TR-069 A6 §A.3.2.1).
 *
 * @param status 0 applied, 1 accepted but not yet applied (maybe after a reboot); 0 when the CPE left it out
 */
public record SetParameterValuesResponse(int status) implements CpeResponse {}
