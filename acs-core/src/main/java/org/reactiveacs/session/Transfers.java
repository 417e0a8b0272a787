package org.reactiveacs.session;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.DUStateChangeComplete;
import org.reactiveacs.cwmp.FaultStruct;
import org.reactiveacs.cwmp.TransferComplete;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskFault;

/** Completions that a CPE reports, and the tasks that they end. */
final class Transfers {

    private static final Set<String> TRANSFERS = Set.of("Download", "Upload", "ScheduleDownload");

    private static final Set<String> MODULES = Set.of("ChangeDUState");

    private Transfers() {}

    /** The task that this completes, ended; null when it completes none of ours. */
    static @Nullable Task completed(TransferComplete complete, List<Task> agenda, Instant now) {
        var task = matching(complete.commandKey(), agenda, TRANSFERS);
        if (task == null) {
            return null;
        }
        var facts = new LinkedHashMap<String, Object>();
        putTime("StartTime", complete.startTime(), facts);
        putTime("CompleteTime", complete.completeTime(), facts);
        return ended(task, complete.faultStruct(), facts, now);
    }

    /** The task that this completes, ended; null when it completes none of ours. */
    static @Nullable Task completed(DUStateChangeComplete complete, List<Task> agenda, Instant now) {
        var task = matching(complete.commandKey(), agenda, MODULES);
        if (task == null) {
            return null;
        }
        var results = complete.results().stream()
                .map(result -> {
                    var one = new LinkedHashMap<String, Object>();
                    one.put("UUID", result.uuid());
                    one.put("Version", result.version());
                    one.put("CurrentState", result.currentState());
                    one.put("FaultCode", result.fault().faultCode());
                    one.put("FaultString", result.fault().faultString());
                    return one;
                })
                .toList();
        var fault = complete.results().stream()
                .map(result -> result.fault())
                .filter(one -> one.faultCode() != 0)
                .findFirst()
                .orElse(FaultStruct.NONE);
        return ended(task, fault, Map.of("Results", results), now);
    }

    private static Task ended(Task task, FaultStruct fault, Map<String, Object> facts, Instant now) {
        return fault.faultCode() == 0
                ? task.succeeded(Outcome.ofFacts(facts), now)
                : task.and(Outcome.ofFacts(facts))
                        .failed(
                                new TaskFault(fault.faultCode(), TaskFault.CPE_FAULT, fault.faultString(), List.of()),
                                now);
    }

    /** By its key; when the CPE tells none, the only one that is open. */
    private static @Nullable Task matching(String commandKey, List<Task> agenda, Set<String> rpcs) {
        var open = agenda.stream()
                .filter(task -> {
                    var sent = task.progress().sent();
                    return sent != null && rpcs.contains(sent.rpc());
                })
                .toList();
        for (var task : open) {
            var sent = task.progress().sent();
            if (sent != null && sent.key().equals(commandKey)) {
                return task;
            }
        }
        return commandKey.isEmpty() && open.size() == 1 ? open.get(0) : null;
    }

    private static void putTime(String name, @Nullable Instant time, Map<String, Object> facts) {
        if (time != null) {
            facts.put(name, time.truncatedTo(ChronoUnit.SECONDS).toString());
        }
    }
}
