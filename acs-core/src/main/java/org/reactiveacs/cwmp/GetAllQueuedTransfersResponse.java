package org.reactiveacs.cwmp;

import java.util.List;

/**
 * Transfers under way (TR-069 A6 §A.4.1.7).
 *
 * @param transferList at most 16
 */
public record GetAllQueuedTransfersResponse(List<AllQueuedTransferStruct> transferList) implements CpeResponse {
    public GetAllQueuedTransfersResponse {
        transferList = List.copyOf(transferList);
    }
}
