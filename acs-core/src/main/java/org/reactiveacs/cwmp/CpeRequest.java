package org.reactiveacs.cwmp;

/** A call of the CPE, which the ACS answers with its response or a {@link Fault}. */
public sealed interface CpeRequest extends CpeMessage
        permits Inform,
                TransferComplete,
                AutonomousTransferComplete,
                RequestDownload,
                Kicked,
                GetRPCMethods,
                DUStateChangeComplete,
                AutonomousDUStateChangeComplete {}
