package org.reactiveacs.simulator.cpe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.CancelTransfer;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.DeleteObject;
import org.reactiveacs.cwmp.Download;
import org.reactiveacs.cwmp.FactoryReset;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.GetAllQueuedTransfers;
import org.reactiveacs.cwmp.GetParameterAttributes;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetQueuedTransfers;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.GetRPCMethodsResponse;
import org.reactiveacs.cwmp.Quirk;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.ScheduleDownload;
import org.reactiveacs.cwmp.ScheduleInform;
import org.reactiveacs.cwmp.SetParameterAttributes;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.Upload;

/** The requests that the device knows, and who answers them. */
final class RpcTable {
    private static final Map<Class<? extends AcsRequest>, Handler<AcsRequest>> HANDLERS = new LinkedHashMap<>();

    /** What the reader leaves out of a list, and a device by the letter would refuse. */
    private static final Set<Quirk> BAD_LISTS = Set.of(Quirk.DUPLICATE_NAME, Quirk.BAD_NAME);

    private interface Handler<R extends AcsRequest> {
        CpeResponse answer(VirtualCpe cpe, R request) throws CpeFault;
    }

    static {
        on(GetRPCMethods.class, (cpe, request) -> new GetRPCMethodsResponse(methods()));
        on(SetParameterValues.class, SetRpc::set);
        on(GetParameterValues.class, ParameterRpcs::values);
        on(GetParameterNames.class, ParameterRpcs::names);
        on(SetParameterAttributes.class, AttributeRpcs::set);
        on(GetParameterAttributes.class, AttributeRpcs::get);
        on(AddObject.class, ObjectRpcs::add);
        on(DeleteObject.class, ObjectRpcs::delete);
        on(Reboot.class, DeviceRpcs::reboot);
        on(FactoryReset.class, DeviceRpcs::reset);
        on(ScheduleInform.class, DeviceRpcs::schedule);
        on(Download.class, TransferRpcs::download);
        on(Upload.class, TransferRpcs::upload);
        on(ScheduleDownload.class, TransferRpcs::schedule);
        on(CancelTransfer.class, TransferRpcs::cancel);
        on(GetQueuedTransfers.class, TransferRpcs::queued);
        on(GetAllQueuedTransfers.class, TransferRpcs::allQueued);
    }

    private RpcTable() {}

    private static <R extends AcsRequest> void on(Class<R> rpc, Handler<R> handler) {
        HANDLERS.put(rpc, (cpe, request) -> handler.answer(cpe, rpc.cast(request)));
    }

    static List<String> methods() {
        return HANDLERS.keySet().stream().map(Class::getSimpleName).toList();
    }

    /** Does what is asked; a fault when it cannot be done. */
    static CpeResponse answer(VirtualCpe cpe, AcsRequest request, Set<Quirk> quirks) {
        Handler<AcsRequest> handler = HANDLERS.get(request.getClass());
        if (handler == null) {
            return Fault.of(FaultCode.METHOD_NOT_SUPPORTED);
        }
        if (quirks.stream().anyMatch(BAD_LISTS::contains)) {
            return Fault.of(FaultCode.INVALID_ARGUMENTS);
        }
        try {
            return handler.answer(cpe, request);
        } catch (CpeFault fault) {
            return fault.fault();
        }
    }
}
