package org.reactiveacs.simulator.cpe;

import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.AddObjectResponse;
import org.reactiveacs.cwmp.DeleteObject;
import org.reactiveacs.cwmp.DeleteObjectResponse;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.simulator.model.Place;

/** Makes and deletes instances (TR-069 A6 §A.3.2.6, §A.3.2.7). */
final class ObjectRpcs {
    /** Instances of one table. */
    static final int MAX_INSTANCES = 64;

    private ObjectRpcs() {}

    static AddObjectResponse add(VirtualCpe cpe, AddObject request) throws CpeFault {
        SetRpc.requireKey(request.parameterKey());
        Place table = ParameterRpcs.place(cpe, request.objectName());
        if (!table.isTable() || !table.isWritable()) {
            throw new CpeFault(FaultCode.INVALID_PARAMETER_NAME, "no instances can be added: " + table.path());
        }
        if (cpe.model().count(table) >= MAX_INSTANCES) {
            throw new CpeFault(FaultCode.RESOURCES_EXCEEDED, table.path() + " is full");
        }
        int number = cpe.model().add(table);
        SetRpc.setKey(cpe, request.parameterKey());
        return new AddObjectResponse(number, 0);
    }

    static DeleteObjectResponse delete(VirtualCpe cpe, DeleteObject request) throws CpeFault {
        SetRpc.requireKey(request.parameterKey());
        Place instance = ParameterRpcs.place(cpe, request.objectName());
        if (!instance.isInstance() || instance.parameter() != null || !instance.isWritable()) {
            throw new CpeFault(FaultCode.INVALID_PARAMETER_NAME, "cannot be deleted: " + instance.path());
        }
        cpe.model().delete(instance);
        cpe.attributes().forget(instance.path());
        SetRpc.setKey(cpe, request.parameterKey());
        return new DeleteObjectResponse(0);
    }
}
