package org.reactiveacs.cwmp;

/**
 * The vouchers are taken (TR-069 A6 §A.4.1.3). Carries no argument.
 */
public record SetVouchersResponse() implements CpeResponse {}
