package org.reactiveacs.cwmp;

/**
 * The CPE will reset itself (TR-069 A6 §A.4.1.6). Carries no argument.
 */
public record FactoryResetResponse() implements CpeResponse {}
