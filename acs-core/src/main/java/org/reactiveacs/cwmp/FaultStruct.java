package org.reactiveacs.cwmp;

/**
 * How a transfer or a deployment unit's operation ended (TR-069 A6 §A.3.3.2).
 *
 * @param faultCode 0 for success, else a code of {@link FaultCode} or the vendor's
 * @param faultString for people, may be empty
 */
public record FaultStruct(int faultCode, String faultString) {

    /** Success: code 0 and no text. */
    public static final FaultStruct NONE = new FaultStruct(0, "");
}
