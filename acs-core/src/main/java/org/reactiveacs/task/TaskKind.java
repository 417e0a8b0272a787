package org.reactiveacs.task;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the task kinds: the one table that the API, the stores and the metrics read. */
public final class TaskKind {
    public static final String HAND_OVER = "handOver";

    private static final Map<String, Class<? extends TaskSpec>> BY_NAME = new LinkedHashMap<>();

    private static final Map<Class<?>, String> NAMES = new java.util.HashMap<>();

    static {
        register("getParameterValues", TaskSpec.GetParameterValues.class);
        register("setParameterValues", TaskSpec.SetParameterValues.class);
        register("getParameterNames", TaskSpec.GetParameterNames.class);
        register("getParameterAttributes", TaskSpec.GetParameterAttributes.class);
        register("setParameterAttributes", TaskSpec.SetParameterAttributes.class);
        register("addObject", TaskSpec.AddObject.class);
        register("deleteObject", TaskSpec.DeleteObject.class);
        register("refresh", TaskSpec.Refresh.class);
        register("sequence", TaskSpec.Sequence.class);
        register(HAND_OVER, TaskSpec.HandOver.class);
        register("reboot", TaskSpec.Reboot.class);
        register("factoryReset", TaskSpec.FactoryReset.class);
        register("scheduleInform", TaskSpec.ScheduleInform.class);
        register("getRPCMethods", TaskSpec.GetRPCMethods.class);
        register("download", TaskSpec.Download.class);
        register("upload", TaskSpec.Upload.class);
        register("scheduleDownload", TaskSpec.ScheduleDownload.class);
        register("cancelTransfer", TaskSpec.CancelTransfer.class);
        register("getQueuedTransfers", TaskSpec.GetQueuedTransfers.class);
        register("getAllQueuedTransfers", TaskSpec.GetAllQueuedTransfers.class);
        register("changeDUState", TaskSpec.ChangeDUState.class);
        register("setVouchers", TaskSpec.SetVouchers.class);
        register("getOptions", TaskSpec.GetOptions.class);
    }

    private TaskKind() {}

    private static void register(String name, Class<? extends TaskSpec> spec) {
        BY_NAME.put(name, spec);
        NAMES.put(spec, name);
    }

    /** All kinds by name, in the order of their documentation. */
    public static Map<String, Class<? extends TaskSpec>> all() {
        return Collections.unmodifiableMap(BY_NAME);
    }

    static String nameOf(Class<? extends TaskSpec> spec) {
        var name = NAMES.get(spec);
        if (name == null) {
            throw new IllegalStateException("no task kind stands for " + spec);
        }
        return name;
    }
}
