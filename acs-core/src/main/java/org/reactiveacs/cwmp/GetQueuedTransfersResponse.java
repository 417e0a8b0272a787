package org.reactiveacs.cwmp;

import java.util.List;

/**
 * Transfers under way (TR-069 A6 §A.4.1.1).
 *
 * @param transferList at most 16
 */
public record GetQueuedTransfersResponse(List<QueuedTransferStruct> transferList) implements CpeResponse {
    public GetQueuedTransfersResponse {
        transferList = List.copyOf(transferList);
    }
}
