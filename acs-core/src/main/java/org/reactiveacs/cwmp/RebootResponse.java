package org.reactiveacs.cwmp;

/**
 * The CPE will restart (TR-069 A6 §A.3.2.9). Carries no argument.
 */
public record RebootResponse() implements CpeResponse {}
