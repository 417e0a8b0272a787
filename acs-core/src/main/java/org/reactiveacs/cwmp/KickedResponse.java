package org.reactiveacs.cwmp;

/**
 * Where the browser shall go (TR-069 A6 §A.4.2.1).
 *
 * @param nextURL at most 1024 characters, may be empty
 */
public record KickedResponse(String nextURL) implements AcsResponse {}
