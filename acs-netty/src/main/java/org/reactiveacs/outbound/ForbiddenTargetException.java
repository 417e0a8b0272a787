package org.reactiveacs.outbound;

import java.net.UnknownHostException;

/** A host has no address that may be called. */
public final class ForbiddenTargetException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    /** @param host by name or address */
    public ForbiddenTargetException(String host) {
        super(host);
    }
}
