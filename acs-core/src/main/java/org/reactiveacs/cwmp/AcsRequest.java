package org.reactiveacs.cwmp;

/** A call of the ACS, which the CPE answers with its response or a {@link Fault}. */
public sealed interface AcsRequest extends AcsMessage
        permits GetRPCMethods,
                SetParameterValues,
                GetParameterValues,
                GetParameterNames,
                SetParameterAttributes,
                GetParameterAttributes,
                AddObject,
                DeleteObject,
                Reboot,
                FactoryReset,
                Download,
                Upload,
                ScheduleInform,
                ScheduleDownload,
                CancelTransfer,
                GetQueuedTransfers,
                GetAllQueuedTransfers,
                ChangeDUState,
                SetVouchers,
                GetOptions {}
