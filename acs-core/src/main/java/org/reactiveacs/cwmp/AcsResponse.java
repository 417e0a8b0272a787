package org.reactiveacs.cwmp;

/** The answer of the ACS to a {@link CpeRequest}. */
public sealed interface AcsResponse extends AcsMessage
        permits InformResponse,
                TransferCompleteResponse,
                AutonomousTransferCompleteResponse,
                RequestDownloadResponse,
                KickedResponse,
                GetRPCMethodsResponse,
                DUStateChangeCompleteResponse,
                AutonomousDUStateChangeCompleteResponse,
                Fault {}
