package org.reactiveacs.simulator.cpe;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.reactiveacs.cwmp.AllQueuedTransferStruct;
import org.reactiveacs.cwmp.CancelTransfer;
import org.reactiveacs.cwmp.CancelTransferResponse;
import org.reactiveacs.cwmp.Download;
import org.reactiveacs.cwmp.DownloadResponse;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.GetAllQueuedTransfers;
import org.reactiveacs.cwmp.GetAllQueuedTransfersResponse;
import org.reactiveacs.cwmp.GetQueuedTransfers;
import org.reactiveacs.cwmp.GetQueuedTransfersResponse;
import org.reactiveacs.cwmp.QueuedTransferStruct;
import org.reactiveacs.cwmp.ScheduleDownload;
import org.reactiveacs.cwmp.ScheduleDownloadResponse;
import org.reactiveacs.cwmp.TimeWindowStruct;
import org.reactiveacs.cwmp.Upload;
import org.reactiveacs.cwmp.UploadResponse;

/** Takes orders to move files; they are moved after the session (TR-069 A6 §A.3.2.8, §A.4.1). */
final class TransferRpcs {
    private static final int MAX_TEXT_CHARS = 256;
    private static final int MAX_KEY_CHARS = 32;
    private static final int MAX_WINDOWS = 2;
    private static final String VENDOR = "X ";

    private TransferRpcs() {}

    static DownloadResponse download(VirtualCpe cpe, Download request) throws CpeFault {
        requireType(request.fileType(), "123456");
        Instant start = cpe.now().plusSeconds(delay(request.delaySeconds()));
        enqueue(
                cpe,
                new Transfer(
                        Transfer.DOWNLOAD,
                        request.commandKey(),
                        request.fileType(),
                        request.url(),
                        request.username(),
                        request.password(),
                        request.fileSize(),
                        request.targetFileName(),
                        start));
        return new DownloadResponse(1, null, null);
    }

    static UploadResponse upload(VirtualCpe cpe, Upload request) throws CpeFault {
        requireType(request.fileType(), "1234");
        Instant start = cpe.now().plusSeconds(delay(request.delaySeconds()));
        enqueue(
                cpe,
                new Transfer(
                        Transfer.UPLOAD,
                        request.commandKey(),
                        request.fileType(),
                        request.url(),
                        request.username(),
                        request.password(),
                        0,
                        "",
                        start));
        return new UploadResponse(1, null, null);
    }

    /** The device takes the first window at its beginning. */
    static ScheduleDownloadResponse schedule(VirtualCpe cpe, ScheduleDownload request) throws CpeFault {
        requireType(request.fileType(), "123456");
        List<TimeWindowStruct> windows = request.timeWindowList();
        if (windows.isEmpty() || windows.size() > MAX_WINDOWS) {
            throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "one or two time windows are wanted");
        }
        TimeWindowStruct first = windows.get(0);
        if (first.windowStart() < 0 || first.windowEnd() <= first.windowStart()) {
            throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "the window ends before it begins");
        }
        enqueue(
                cpe,
                new Transfer(
                        Transfer.SCHEDULED_DOWNLOAD,
                        request.commandKey(),
                        request.fileType(),
                        request.url(),
                        request.username(),
                        request.password(),
                        request.fileSize(),
                        request.targetFileName(),
                        cpe.now().plusSeconds(first.windowStart())));
        return new ScheduleDownloadResponse();
    }

    static CancelTransferResponse cancel(VirtualCpe cpe, CancelTransfer request) throws CpeFault {
        for (TransferQueue.Entry entry : List.copyOf(cpe.transfers().entries())) {
            if (entry.transfer.commandKey().equals(request.commandKey())) {
                if (entry.state != TransferQueue.NOT_STARTED) {
                    throw new CpeFault(FaultCode.CANCELATION_NOT_PERMITTED, "it has begun");
                }
                cpe.transfers().remove(entry);
            }
        }
        return new CancelTransferResponse();
    }

    static GetQueuedTransfersResponse queued(VirtualCpe cpe, GetQueuedTransfers request) {
        return new GetQueuedTransfersResponse(cpe.transfers().entries().stream()
                .map(entry -> new QueuedTransferStruct(entry.transfer.commandKey(), entry.state))
                .toList());
    }

    static GetAllQueuedTransfersResponse allQueued(VirtualCpe cpe, GetAllQueuedTransfers request) {
        return new GetAllQueuedTransfersResponse(cpe.transfers().entries().stream()
                .map(entry -> new AllQueuedTransferStruct(
                        entry.transfer.commandKey(),
                        entry.state,
                        entry.transfer.isDownload(),
                        entry.transfer.fileType(),
                        entry.transfer.fileSize(),
                        entry.transfer.targetFileName()))
                .toList());
    }

    private static void enqueue(VirtualCpe cpe, Transfer transfer) throws CpeFault {
        if (transfer.commandKey().length() > MAX_KEY_CHARS) {
            throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "CommandKey is longer than " + MAX_KEY_CHARS);
        }
        requireUrl(transfer.url());
        if (transfer.username().length() > MAX_TEXT_CHARS || transfer.password().length() > MAX_TEXT_CHARS) {
            throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "user name or password is longer than " + MAX_TEXT_CHARS);
        }
        if (cpe.transfers().isFull()) {
            throw new CpeFault(FaultCode.RESOURCES_EXCEEDED, "the queue of transfers is full");
        }
        cpe.transfers().add(transfer);
    }

    private static void requireType(String fileType, String numbers) throws CpeFault {
        boolean known = fileType.length() > 1 && numbers.indexOf(fileType.charAt(0)) >= 0 && fileType.charAt(1) == ' ';
        if (!known && !fileType.startsWith(VENDOR)) {
            throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "FileType " + fileType);
        }
    }

    private static void requireUrl(String text) throws CpeFault {
        if (text.length() > MAX_TEXT_CHARS) {
            throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "URL is longer than " + MAX_TEXT_CHARS);
        }
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw new CpeFault(FaultCode.UNSUPPORTED_PROTOCOL, scheme);
            }
            if (url.getHost() == null) {
                throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "URL without a host");
            }
        } catch (URISyntaxException e) {
            throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "URL: " + e.getReason());
        }
    }

    private static int delay(int seconds) throws CpeFault {
        if (seconds < 0) {
            throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "DelaySeconds " + seconds);
        }
        return seconds;
    }
}
