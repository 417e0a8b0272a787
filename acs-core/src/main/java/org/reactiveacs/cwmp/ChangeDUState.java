package org.reactiveacs.cwmp;

import java.util.List;

/**
 * Installs, updates and removes deployment units (TR-069 A6 §A.4.1.10). Since CWMP 1.2.
 *
 * @param operations in the order to perform them
 * @param commandKey the key by which the ACS knows the request again, at most 32 characters, may be empty
 */
public record ChangeDUState(List<OperationStruct> operations, String commandKey) implements AcsRequest {
    public ChangeDUState {
        operations = List.copyOf(operations);
    }
}
