package org.reactiveacs.cwmp;

import java.util.List;

/**
 * Tells of changes to deployment units that the ACS had not ordered (TR-069 A6 §A.4.2.4). Since CWMP 1.2.
 *
 * @param results one for each operation
 */
public record AutonomousDUStateChangeComplete(List<AutonOpResultStruct> results) implements CpeRequest {
    public AutonomousDUStateChangeComplete {
        results = List.copyOf(results);
    }
}
