package org.reactiveacs.cwmp;

import java.util.List;

/**
 * A request failed, or the envelope itself was refused (TR-069 A6 §A.5, SOAP 1.1 §4.4).
 *
 * A SOAP fault without CWMP detail, such as {@code MustUnderstand}, has code 0, and its {@code string} is the SOAP fault string.
 *
 * @param soapFaultCode local name of the SOAP fault code: {@code Client} when the receiver of the fault is to blame, {@code Server} when its
 *     sender is; SOAP 1.2's {@code Sender} and {@code Receiver} are given as these
 * @param code see {@link FaultCode}; 0 when there was none
 * @param string for people, may be empty
 * @param setParameterValuesFaults which parameters of a {@link SetParameterValues} were refused, and why
 */
public record Fault(
        String soapFaultCode, int code, String string, List<SetParameterValuesFault> setParameterValuesFaults)
        implements CpeResponse, AcsResponse {
    public Fault {
        setParameterValuesFaults = List.copyOf(setParameterValuesFaults);
    }

    /** The fault for a code with its standard text, blaming the side that TR-069 blames for it. */
    public static Fault of(FaultCode code) {
        return of(code, code.text());
    }

    /** The fault for a code with a text of one's own. */
    public static Fault of(FaultCode code, String string) {
        return new Fault(code.blamesReceiver() ? "Client" : "Server", code.number(), string, List.of());
    }
}
