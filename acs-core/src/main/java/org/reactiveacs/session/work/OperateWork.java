package org.reactiveacs.session.work;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.cwmp.CancelTransferResponse;
import org.reactiveacs.cwmp.ChangeDUState;
import org.reactiveacs.cwmp.ChangeDUStateResponse;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.DownloadResponse;
import org.reactiveacs.cwmp.FactoryResetResponse;
import org.reactiveacs.cwmp.GetAllQueuedTransfersResponse;
import org.reactiveacs.cwmp.GetOptionsResponse;
import org.reactiveacs.cwmp.GetQueuedTransfersResponse;
import org.reactiveacs.cwmp.GetRPCMethodsResponse;
import org.reactiveacs.cwmp.InstallOpStruct;
import org.reactiveacs.cwmp.OperationStruct;
import org.reactiveacs.cwmp.RebootResponse;
import org.reactiveacs.cwmp.ScheduleDownloadResponse;
import org.reactiveacs.cwmp.ScheduleInformResponse;
import org.reactiveacs.cwmp.SetVouchersResponse;
import org.reactiveacs.cwmp.TimeWindowStruct;
import org.reactiveacs.cwmp.UninstallOpStruct;
import org.reactiveacs.cwmp.UpdateOpStruct;
import org.reactiveacs.cwmp.UploadResponse;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskSpec.DUOperation;

/** One RPC that the device carries out. */
record OperateWork(TaskSpec.Operation operation, String key) implements Work {

    @Override
    public Ask ask(Situation situation) {
        if (operation instanceof TaskSpec.Reboot) {
            return Ask.once(new org.reactiveacs.cwmp.Reboot(key), key);
        }
        if (operation instanceof TaskSpec.FactoryReset) {
            return Ask.once(new org.reactiveacs.cwmp.FactoryReset(), "");
        }
        if (operation instanceof TaskSpec.Download it) {
            return Ask.once(
                    new org.reactiveacs.cwmp.Download(
                            key,
                            it.fileType(),
                            it.url(),
                            it.username(),
                            it.password(),
                            it.fileSize(),
                            it.targetFileName(),
                            it.delaySeconds(),
                            it.successUrl(),
                            it.failureUrl()),
                    key);
        }
        if (operation instanceof TaskSpec.Upload it) {
            return Ask.once(
                    new org.reactiveacs.cwmp.Upload(
                            key, it.fileType(), it.url(), it.username(), it.password(), it.delaySeconds()),
                    key);
        }
        if (operation instanceof TaskSpec.ScheduleDownload it) {
            return Ask.once(
                    new org.reactiveacs.cwmp.ScheduleDownload(
                            key,
                            it.fileType(),
                            it.url(),
                            it.username(),
                            it.password(),
                            it.fileSize(),
                            it.targetFileName(),
                            it.timeWindows().stream().map(OperateWork::window).toList()),
                    key);
        }
        if (operation instanceof TaskSpec.ChangeDUState it) {
            return Ask.once(
                    new ChangeDUState(
                            it.operations().stream().map(OperateWork::struct).toList(), key),
                    key);
        }
        return Ask.repeatable(harmless());
    }

    private AcsRequest harmless() {
        if (operation instanceof TaskSpec.ScheduleInform it) {
            return new org.reactiveacs.cwmp.ScheduleInform(it.delaySeconds(), key);
        }
        if (operation instanceof TaskSpec.GetRPCMethods) {
            return new org.reactiveacs.cwmp.GetRPCMethods();
        }
        if (operation instanceof TaskSpec.CancelTransfer it) {
            return new org.reactiveacs.cwmp.CancelTransfer(it.commandKey());
        }
        if (operation instanceof TaskSpec.GetQueuedTransfers) {
            return new org.reactiveacs.cwmp.GetQueuedTransfers();
        }
        if (operation instanceof TaskSpec.GetAllQueuedTransfers) {
            return new org.reactiveacs.cwmp.GetAllQueuedTransfers();
        }
        if (operation instanceof TaskSpec.SetVouchers it) {
            return new org.reactiveacs.cwmp.SetVouchers(it.vouchers());
        }
        if (operation instanceof TaskSpec.GetOptions it) {
            return new org.reactiveacs.cwmp.GetOptions(it.optionName());
        }
        throw new IllegalStateException("no RPC for " + operation);
    }

    private static TimeWindowStruct window(TaskSpec.TimeWindow it) {
        return new TimeWindowStruct(
                it.windowStart(), it.windowEnd(), it.windowMode(), it.userMessage(), it.maxRetries());
    }

    private static OperationStruct struct(DUOperation operation) {
        if (operation instanceof DUOperation.Install it) {
            return new InstallOpStruct(it.url(), it.uuid(), it.username(), it.password(), it.executionEnvRef());
        }
        if (operation instanceof DUOperation.Update it) {
            return new UpdateOpStruct(it.uuid(), it.version(), it.url(), it.username(), it.password());
        }
        if (operation instanceof DUOperation.Uninstall it) {
            return new UninstallOpStruct(it.uuid(), it.version(), it.executionEnvRef());
        }
        throw new IllegalStateException("no struct for " + operation);
    }

    @Override
    public Answer on(CpeResponse response, Situation situation) {
        if (response instanceof DownloadResponse it && operation instanceof TaskSpec.Download) {
            return transfer(it.status(), it.startTime(), it.completeTime());
        }
        if (response instanceof UploadResponse it && operation instanceof TaskSpec.Upload) {
            return transfer(it.status(), it.startTime(), it.completeTime());
        }
        if (response instanceof ScheduleDownloadResponse && operation instanceof TaskSpec.ScheduleDownload
                || response instanceof ChangeDUStateResponse && operation instanceof TaskSpec.ChangeDUState) {
            return new Answer.Accepted(Outcome.NONE, Answer.Effects.NONE);
        }
        var facts = facts(response);
        return facts == null
                ? Faults.unexpected(response)
                : new Answer.Finished(Outcome.ofFacts(facts), Answer.Effects.NONE);
    }

    private static Answer transfer(int status, @Nullable Instant start, @Nullable Instant complete) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("Status", status);
        if (status == 1) {
            return new Answer.Accepted(Outcome.ofFacts(facts), Answer.Effects.NONE);
        }
        if (start != null) {
            facts.put("StartTime", seconds(start));
        }
        if (complete != null) {
            facts.put("CompleteTime", seconds(complete));
        }
        return new Answer.Finished(Outcome.ofFacts(facts), Answer.Effects.NONE);
    }

    static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** What the response to this operation tells; null when it answers another. */
    private @Nullable Map<String, Object> facts(CpeResponse response) {
        if (response instanceof RebootResponse && operation instanceof TaskSpec.Reboot
                || response instanceof FactoryResetResponse && operation instanceof TaskSpec.FactoryReset
                || response instanceof ScheduleInformResponse && operation instanceof TaskSpec.ScheduleInform
                || response instanceof CancelTransferResponse && operation instanceof TaskSpec.CancelTransfer
                || response instanceof SetVouchersResponse && operation instanceof TaskSpec.SetVouchers) {
            return Map.of();
        }
        if (response instanceof GetRPCMethodsResponse it && operation instanceof TaskSpec.GetRPCMethods) {
            return Map.of("MethodList", it.methodList());
        }
        if (response instanceof GetQueuedTransfersResponse it && operation instanceof TaskSpec.GetQueuedTransfers) {
            return Map.of(
                    "TransferList",
                    it.transferList().stream()
                            .map(one -> Map.of("CommandKey", one.commandKey(), "State", one.state()))
                            .toList());
        }
        if (response instanceof GetAllQueuedTransfersResponse it
                && operation instanceof TaskSpec.GetAllQueuedTransfers) {
            return Map.of(
                    "TransferList",
                    it.transferList().stream()
                            .map(one -> Map.of(
                                    "CommandKey", one.commandKey(),
                                    "State", one.state(),
                                    "IsDownload", one.isDownload(),
                                    "FileType", one.fileType(),
                                    "FileSize", one.fileSize(),
                                    "TargetFileName", one.targetFileName()))
                            .toList());
        }
        if (response instanceof GetOptionsResponse it && operation instanceof TaskSpec.GetOptions) {
            return Map.of("OptionList", options(it));
        }
        return null;
    }

    private static List<Map<String, Object>> options(GetOptionsResponse response) {
        return response.optionList().stream()
                .map(one -> Map.<String, Object>of(
                        "OptionName", one.optionName(),
                        "VoucherSN", one.voucherSN(),
                        "State", one.state(),
                        "Mode", one.mode(),
                        "IsTransferable", one.isTransferable()))
                .toList();
    }
}
