package org.reactiveacs.simulator.cpe;

import java.time.Instant;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.FaultStruct;

/**
 * How a transfer ended.
 *
 * @param fault {@link FaultStruct#NONE} for success
 * @param start when it began
 * @param complete when it ended
 * @param firmwareVersion what a firmware image calls itself; empty for other files
 * @param bricksEvery which devices the image ruins: each of this number of the fleet, 0 for none
 */
public record TransferResult(
        FaultStruct fault, Instant start, Instant complete, String firmwareVersion, int bricksEvery) {

    /** The end of a transfer that ruins no device. */
    public TransferResult(FaultStruct fault, Instant start, Instant complete, String firmwareVersion) {
        this(fault, start, complete, firmwareVersion, 0);
    }

    /** A transfer that failed. */
    public static TransferResult failed(FaultCode code, String reason, Instant start, Instant end) {
        return new TransferResult(new FaultStruct(code.number(), code.text() + ": " + reason), start, end, "");
    }

    boolean isSuccess() {
        return fault.faultCode() == 0;
    }
}
