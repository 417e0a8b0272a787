package org.reactiveacs.cwmp.codec;

import java.util.List;
import org.reactiveacs.cwmp.AllQueuedTransferStruct;
import org.reactiveacs.cwmp.ArgStruct;
import org.reactiveacs.cwmp.AutonomousTransferComplete;
import org.reactiveacs.cwmp.AutonomousTransferCompleteResponse;
import org.reactiveacs.cwmp.CancelTransfer;
import org.reactiveacs.cwmp.CancelTransferResponse;
import org.reactiveacs.cwmp.Download;
import org.reactiveacs.cwmp.DownloadResponse;
import org.reactiveacs.cwmp.FactoryReset;
import org.reactiveacs.cwmp.FactoryResetResponse;
import org.reactiveacs.cwmp.FaultStruct;
import org.reactiveacs.cwmp.GetAllQueuedTransfers;
import org.reactiveacs.cwmp.GetAllQueuedTransfersResponse;
import org.reactiveacs.cwmp.GetQueuedTransfers;
import org.reactiveacs.cwmp.GetQueuedTransfersResponse;
import org.reactiveacs.cwmp.QueuedTransferStruct;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.RebootResponse;
import org.reactiveacs.cwmp.RequestDownload;
import org.reactiveacs.cwmp.RequestDownloadResponse;
import org.reactiveacs.cwmp.ScheduleDownload;
import org.reactiveacs.cwmp.ScheduleDownloadResponse;
import org.reactiveacs.cwmp.ScheduleInform;
import org.reactiveacs.cwmp.ScheduleInformResponse;
import org.reactiveacs.cwmp.TimeWindowStruct;
import org.reactiveacs.cwmp.TransferComplete;
import org.reactiveacs.cwmp.TransferCompleteResponse;
import org.reactiveacs.cwmp.Upload;
import org.reactiveacs.cwmp.UploadResponse;

/** Files that travel, and calls at a certain time. */
final class Transfers {
    private static final Struct<TimeWindowStruct> TIME_WINDOW = Struct.of(
            in -> new TimeWindowStruct(in.number(), in.number(), in.text(), in.text(), in.integer()),
            Field.number("WindowStart", TimeWindowStruct::windowStart),
            Field.number("WindowEnd", TimeWindowStruct::windowEnd),
            Field.text("WindowMode", TimeWindowStruct::windowMode),
            Field.text("UserMessage", TimeWindowStruct::userMessage),
            Field.integer("MaxRetries", TimeWindowStruct::maxRetries));
    private static final Struct<QueuedTransferStruct> QUEUED = Struct.of(
            in -> new QueuedTransferStruct(in.text(), in.integer()),
            Field.text("CommandKey", QueuedTransferStruct::commandKey),
            Field.integer("State", QueuedTransferStruct::state));
    private static final Struct<AllQueuedTransferStruct> ALL_QUEUED = Struct.of(
            in -> new AllQueuedTransferStruct(in.text(), in.integer(), in.flag(), in.text(), in.number(), in.text()),
            Field.text("CommandKey", AllQueuedTransferStruct::commandKey),
            Field.integer("State", AllQueuedTransferStruct::state),
            Field.flag("IsDownload", AllQueuedTransferStruct::isDownload),
            Field.text("FileType", AllQueuedTransferStruct::fileType),
            Field.number("FileSize", AllQueuedTransferStruct::fileSize),
            Field.text("TargetFileName", AllQueuedTransferStruct::targetFileName));
    private static final Struct<ArgStruct> ARG = Struct.of(
            in -> new ArgStruct(in.text(), in.text()),
            Field.text("Name", ArgStruct::name),
            Field.text("Value", ArgStruct::value));

    static final List<Rpc<?>> RPCS = List.of(
            Rpc.of(
                    Download.class,
                    in -> new Download(
                            in.text(),
                            in.text(),
                            in.text(),
                            in.text(),
                            in.text(),
                            in.number(),
                            in.text(),
                            in.integer(),
                            in.text(),
                            in.text()),
                    Field.text("CommandKey", Download::commandKey),
                    Field.text("FileType", Download::fileType),
                    Field.text("URL", Download::url),
                    Field.text("Username", Download::username),
                    Field.text("Password", Download::password),
                    Field.number("FileSize", Download::fileSize),
                    Field.text("TargetFileName", Download::targetFileName),
                    Field.integer("DelaySeconds", Download::delaySeconds),
                    Field.text("SuccessURL", Download::successURL),
                    Field.text("FailureURL", Download::failureURL)),
            Rpc.of(
                    DownloadResponse.class,
                    in -> new DownloadResponse(in.integer(), in.time(), in.time()),
                    Field.integer("Status", DownloadResponse::status),
                    Field.time("StartTime", DownloadResponse::startTime),
                    Field.time("CompleteTime", DownloadResponse::completeTime)),
            Rpc.of(
                    Upload.class,
                    in -> new Upload(in.text(), in.text(), in.text(), in.text(), in.text(), in.integer()),
                    Field.text("CommandKey", Upload::commandKey),
                    Field.text("FileType", Upload::fileType),
                    Field.text("URL", Upload::url),
                    Field.text("Username", Upload::username),
                    Field.text("Password", Upload::password),
                    Field.integer("DelaySeconds", Upload::delaySeconds)),
            Rpc.of(
                    UploadResponse.class,
                    in -> new UploadResponse(in.integer(), in.time(), in.time()),
                    Field.integer("Status", UploadResponse::status),
                    Field.time("StartTime", UploadResponse::startTime),
                    Field.time("CompleteTime", UploadResponse::completeTime)),
            Rpc.of(
                    TransferComplete.class,
                    in -> new TransferComplete(
                            in.text(), in.struct(FaultStruct.class, FaultStruct.NONE), in.time(), in.time()),
                    Field.text("CommandKey", TransferComplete::commandKey),
                    Field.of("FaultStruct", Faults.FAULT_STRUCT, TransferComplete::faultStruct),
                    Field.time("StartTime", TransferComplete::startTime),
                    Field.time("CompleteTime", TransferComplete::completeTime)),
            Rpc.empty(new TransferCompleteResponse()),
            Rpc.of(
                    AutonomousTransferComplete.class,
                    in -> new AutonomousTransferComplete(
                            in.text(),
                            in.text(),
                            in.flag(),
                            in.text(),
                            in.number(),
                            in.text(),
                            in.struct(FaultStruct.class, FaultStruct.NONE),
                            in.time(),
                            in.time()),
                    Field.text("AnnounceURL", AutonomousTransferComplete::announceURL),
                    Field.text("TransferURL", AutonomousTransferComplete::transferURL),
                    Field.flag("IsDownload", AutonomousTransferComplete::isDownload),
                    Field.text("FileType", AutonomousTransferComplete::fileType),
                    Field.number("FileSize", AutonomousTransferComplete::fileSize),
                    Field.text("TargetFileName", AutonomousTransferComplete::targetFileName),
                    Field.of("FaultStruct", Faults.FAULT_STRUCT, AutonomousTransferComplete::faultStruct),
                    Field.time("StartTime", AutonomousTransferComplete::startTime),
                    Field.time("CompleteTime", AutonomousTransferComplete::completeTime)),
            Rpc.empty(new AutonomousTransferCompleteResponse()),
            Rpc.of(
                    ScheduleDownload.class,
                    in -> new ScheduleDownload(
                            in.text(), in.text(), in.text(), in.text(), in.text(), in.number(), in.text(), in.list()),
                    Field.text("CommandKey", ScheduleDownload::commandKey),
                    Field.text("FileType", ScheduleDownload::fileType),
                    Field.text("URL", ScheduleDownload::url),
                    Field.text("Username", ScheduleDownload::username),
                    Field.text("Password", ScheduleDownload::password),
                    Field.number("FileSize", ScheduleDownload::fileSize),
                    Field.text("TargetFileName", ScheduleDownload::targetFileName),
                    Field.of(
                            "TimeWindowList",
                            ArrayOf.of("cwmp:TimeWindowStruct", TIME_WINDOW),
                            ScheduleDownload::timeWindowList)),
            Rpc.empty(new ScheduleDownloadResponse()),
            Rpc.of(
                    CancelTransfer.class,
                    in -> new CancelTransfer(in.text()),
                    Field.text("CommandKey", CancelTransfer::commandKey)),
            Rpc.empty(new CancelTransferResponse()),
            Rpc.empty(new GetQueuedTransfers()),
            Rpc.of(
                    GetQueuedTransfersResponse.class,
                    in -> new GetQueuedTransfersResponse(in.list()),
                    Field.of(
                            "TransferList",
                            ArrayOf.of("cwmp:QueuedTransferStruct", QUEUED),
                            GetQueuedTransfersResponse::transferList)),
            Rpc.empty(new GetAllQueuedTransfers()),
            Rpc.of(
                    GetAllQueuedTransfersResponse.class,
                    in -> new GetAllQueuedTransfersResponse(in.list()),
                    Field.of(
                            "TransferList",
                            ArrayOf.of("cwmp:AllQueuedTransferStruct", ALL_QUEUED),
                            GetAllQueuedTransfersResponse::transferList)),
            Rpc.of(
                    RequestDownload.class,
                    in -> new RequestDownload(in.text(), in.list()),
                    Field.text("FileType", RequestDownload::fileType),
                    Field.of("FileTypeArg", ArrayOf.of("cwmp:ArgStruct", ARG), RequestDownload::fileTypeArg)),
            Rpc.empty(new RequestDownloadResponse()),
            Rpc.of(Reboot.class, in -> new Reboot(in.text()), Field.text("CommandKey", Reboot::commandKey)),
            Rpc.empty(new RebootResponse()),
            Rpc.empty(new FactoryReset()),
            Rpc.empty(new FactoryResetResponse()),
            Rpc.of(
                    ScheduleInform.class,
                    in -> new ScheduleInform(in.integer(), in.text()),
                    Field.integer("DelaySeconds", ScheduleInform::delaySeconds),
                    Field.text("CommandKey", ScheduleInform::commandKey)),
            Rpc.empty(new ScheduleInformResponse()));

    private Transfers() {}
}
