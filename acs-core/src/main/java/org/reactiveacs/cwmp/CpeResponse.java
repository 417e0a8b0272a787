package org.reactiveacs.cwmp;

/** The answer of a CPE to an {@link AcsRequest}. */
public sealed interface CpeResponse extends CpeMessage
        permits GetRPCMethodsResponse,
                SetParameterValuesResponse,
                GetParameterValuesResponse,
                GetParameterNamesResponse,
                SetParameterAttributesResponse,
                GetParameterAttributesResponse,
                AddObjectResponse,
                DeleteObjectResponse,
                RebootResponse,
                FactoryResetResponse,
                DownloadResponse,
                UploadResponse,
                ScheduleInformResponse,
                ScheduleDownloadResponse,
                CancelTransferResponse,
                GetQueuedTransfersResponse,
                GetAllQueuedTransfersResponse,
                ChangeDUStateResponse,
                SetVouchersResponse,
                GetOptionsResponse,
                Fault {}
