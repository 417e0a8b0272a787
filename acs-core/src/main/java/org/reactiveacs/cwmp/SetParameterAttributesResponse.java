package org.reactiveacs.cwmp;

/**
 * The attributes are set (TR-069 A6 §A.3.2.4). Carries no argument.
 */
public record SetParameterAttributesResponse() implements CpeResponse {}
