package org.reactiveacs.cwmp;

/**
 * The ACS has heard the wish (TR-069 A6 §A.4.2.2). Carries no argument.
 */
public record RequestDownloadResponse() implements AcsResponse {}
