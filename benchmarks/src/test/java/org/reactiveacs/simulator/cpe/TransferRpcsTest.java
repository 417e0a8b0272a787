package org.reactiveacs.simulator.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.CancelTransfer;
import org.reactiveacs.cwmp.CancelTransferResponse;
import org.reactiveacs.cwmp.Download;
import org.reactiveacs.cwmp.DownloadResponse;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.FaultStruct;
import org.reactiveacs.cwmp.GetAllQueuedTransfers;
import org.reactiveacs.cwmp.GetAllQueuedTransfersResponse;
import org.reactiveacs.cwmp.GetQueuedTransfers;
import org.reactiveacs.cwmp.GetQueuedTransfersResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.QueuedTransferStruct;
import org.reactiveacs.cwmp.ScheduleDownload;
import org.reactiveacs.cwmp.ScheduleDownloadResponse;
import org.reactiveacs.cwmp.TimeWindowStruct;
import org.reactiveacs.cwmp.TransferComplete;
import org.reactiveacs.cwmp.TransferCompleteResponse;
import org.reactiveacs.cwmp.Upload;
import org.reactiveacs.cwmp.UploadResponse;

final class TransferRpcsTest {
    private static final String URL = "http://files.example/image-2.0.bin";

    private final Desk desk = Desk.known();

    @Test
    void aDownloadIsQueuedAndItsEndIsToldUntilTheAcsConfirms() {
        assertThat(desk.ask(download("k1", URL, 5))).isEqualTo(new DownloadResponse(1, null, null));
        assertThat(desk.cpe.startTransfer(desk.now)).isEmpty();
        desk.later(Duration.ofSeconds(5));
        Transfer transfer = desk.cpe.startTransfer(desk.now).orElseThrow();

        desk.cpe.transferred(transfer, new TransferResult(FaultStruct.NONE, desk.now, desk.now, ""), desk.now);

        for (int attempt = 0; attempt < 2; attempt++) { // the first session breaks before the confirmation
            CpeSession session = desk.cpe.open(desk.now);
            Inform inform = Desk.said(session.begin(), Inform.class);
            assertThat(inform.event())
                    .contains(new EventStruct("7 TRANSFER COMPLETE", ""), new EventStruct("M Download", "k1"));
            Move told = session.receive(Desk.envelope(new InformResponse(1)), desk.now);
            assertThat(Desk.said(told, TransferComplete.class))
                    .isEqualTo(new TransferComplete("k1", FaultStruct.NONE, desk.now, desk.now));
            if (attempt == 1) {
                assertThat(session.receive(Desk.envelope(new TransferCompleteResponse()), desk.now))
                        .isEqualTo(new Move.Nothing());
            }
            desk.cpe.closed(attempt == 1, desk.now);
        }
        assertThat(desk.ask(new GetQueuedTransfers(), GetQueuedTransfersResponse.class)
                        .transferList())
                .isEmpty();
    }

    @Test
    void newFirmwareBootsTheDeviceAndChangesItsVersion() {
        desk.ask(new Download("fw", "1 Firmware Upgrade Image", URL, "", "", 0, "", 0, "", ""));
        Transfer transfer = desk.cpe.startTransfer(desk.now).orElseThrow();

        desk.cpe.transferred(transfer, new TransferResult(FaultStruct.NONE, desk.now, desk.now, "2.0"), desk.now);

        assertThat(desk.cpe.nextCall()).isEqualTo(desk.now.plusSeconds(2));
        CpeSession session = desk.later(Duration.ofSeconds(2)).cpe.open(desk.now);
        Inform inform = Desk.said(session.begin(), Inform.class);
        assertThat(Desk.codes(inform)).contains("1 BOOT", "4 VALUE CHANGE", "7 TRANSFER COMPLETE", "M Download");
        assertThat(desk.value("Device.DeviceInfo.SoftwareVersion")).isEqualTo("2.0");
    }

    @Test
    void firmwareThatRuinsADeviceSilencesItForEver() {
        desk.ask(new Download("fw", "1 Firmware Upgrade Image", URL, "", "", 0, "", 0, "", ""));
        Transfer transfer = desk.cpe.startTransfer(desk.now).orElseThrow();

        desk.cpe.transferred(transfer, new TransferResult(FaultStruct.NONE, desk.now, desk.now, "2.0", 1), desk.now);

        assertThat(desk.cpe.nextWork()).isEqualTo(Instant.MAX);
        assertThat(desk.cpe.connectionRequested()).isFalse();
    }

    @Test
    void aFailureIsToldWithItsFault() {
        assertThat(desk.ask(new Upload("up", "3 Vendor Configuration File 1", URL, "", "", 0)))
                .isEqualTo(new UploadResponse(1, null, null));
        Transfer transfer = desk.cpe.startTransfer(desk.now).orElseThrow();

        desk.cpe.transferred(
                transfer, TransferResult.failed(FaultCode.UPLOAD_FAILURE, "HTTP 500", desk.now, desk.now), desk.now);

        CpeSession session = desk.cpe.open(desk.now);
        assertThat(Desk.codes(Desk.said(session.begin(), Inform.class))).contains("M Upload");
        Move told = session.receive(Desk.envelope(new InformResponse(1)), desk.now);
        assertThat(Desk.said(told, TransferComplete.class).faultStruct().faultCode())
                .isEqualTo(9011);
    }

    @Test
    void whatWaitsIsListedAndCanBeCancelledAndWhatRunsCannot() {
        desk.ask(download("k1", URL, 60));
        desk.ask(download("k2", URL, 0));
        assertThat(desk.cpe.startTransfer(desk.now)).isPresent();

        assertThat(desk.ask(new GetQueuedTransfers(), GetQueuedTransfersResponse.class)
                        .transferList())
                .containsExactly(new QueuedTransferStruct("k1", 1), new QueuedTransferStruct("k2", 2));
        assertThat(desk.ask(new GetAllQueuedTransfers(), GetAllQueuedTransfersResponse.class)
                        .transferList())
                .hasSize(2);
        assertThat(desk.ask(new CancelTransfer("k1"))).isEqualTo(new CancelTransferResponse());
        assertThat(desk.refused(new CancelTransfer("k2")).code()).isEqualTo(9021);
        assertThat(desk.ask(new GetQueuedTransfers(), GetQueuedTransfersResponse.class)
                        .transferList())
                .hasSize(1);
    }

    @Test
    void aScheduledDownloadBeginsWithItsWindow() {
        TimeWindowStruct window = new TimeWindowStruct(30, 90, "1 At Any Time", "", 0);

        assertThat(desk.ask(scheduled(window))).isEqualTo(new ScheduleDownloadResponse());

        assertThat(desk.cpe.nextWork()).isEqualTo(desk.now.plusSeconds(30));
        assertThat(desk.refused(scheduled(new TimeWindowStruct(30, 30, "1 At Any Time", "", 0)))
                        .code())
                .isEqualTo(9003);
    }

    @Test
    void badOrdersAreRefusedAtOnce() {
        assertThat(desk.refused(download("k", "ftp://files.example/a", 0)).code())
                .isEqualTo(9013);
        assertThat(desk.refused(download("k", "http://files.example/" + "a".repeat(250), 0))
                        .code())
                .isEqualTo(9003);
        assertThat(desk.refused(download("k", "http://files example/", 0)).code())
                .isEqualTo(9003);
        assertThat(desk.refused(download("k", URL, -1)).code()).isEqualTo(9003);
        assertThat(desk.refused(download("k".repeat(33), URL, 0)).code()).isEqualTo(9003);
        assertThat(desk.refused(new Upload("k", "9 Nothing", URL, "", "", 0)).code())
                .isEqualTo(9003);
    }

    @Test
    void aFullQueueIs9004() {
        for (int i = 0; i < TransferQueue.MAX; i++) {
            desk.ask(download("k" + i, URL, 60));
        }

        Fault fault = desk.refused(download("more", URL, 60));

        assertThat(fault.code()).isEqualTo(9004);
    }

    private static Download download(String key, String url, int delay) {
        return new Download(key, "3 Vendor Configuration File", url, "", "", 0, "", delay, "", "");
    }

    private static ScheduleDownload scheduled(TimeWindowStruct window) {
        return new ScheduleDownload("s", "2 Web Content", URL, "", "", 0, "", List.of(window));
    }
}
