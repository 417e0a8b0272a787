package org.reactiveacs.cwmp;

/** The one message of an envelope, from either side (TR-069 A6 §3.4, annex A). */
public sealed interface CwmpMessage permits CpeMessage, AcsMessage {

    /** The name of the element that carries it, such as {@code GetParameterValues}. */
    default String rpcName() {
        return getClass().getSimpleName();
    }
}
