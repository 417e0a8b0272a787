package org.reactiveacs.cwmp;

import java.util.List;

/**
 * Tells how the operations of a {@link ChangeDUState} ended (TR-069 A6 §A.4.2.3). Since CWMP 1.2.
 *
 * @param results one for each operation or deployment unit
 * @param commandKey the key by which the ACS knows the request again, at most 32 characters, may be empty
 */
public record DUStateChangeComplete(List<OpResultStruct> results, String commandKey) implements CpeRequest {
    public DUStateChangeComplete {
        results = List.copyOf(results);
    }
}
