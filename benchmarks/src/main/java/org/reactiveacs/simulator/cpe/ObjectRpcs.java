package org.reactiveacs.simulator.cpe;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.AddObjectResponse;
import org.reactiveacs.cwmp.DeleteObject;
import org.reactiveacs.cwmp.DeleteObjectResponse;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.simulator.model.Aliases;
import org.reactiveacs.simulator.model.Place;

/** Makes and deletes instances (TR-069 A6 §A.3.2.6, §A.3.2.7). */
final class ObjectRpcs {
    /** Instances of one table. */
    static final int MAX_INSTANCES = 64;

    private ObjectRpcs() {}

    static AddObjectResponse add(VirtualCpe cpe, AddObject request) throws CpeFault {
        SetRpc.requireKey(request.parameterKey());
        String path = request.objectName();
        int open = path.endsWith("].") ? path.lastIndexOf(".[") : -1;
        Place table = ParameterRpcs.place(cpe, open < 0 ? path : path.substring(0, open + 1));
        if (!table.isTable() || !table.isWritable()) {
            throw new CpeFault(FaultCode.INVALID_PARAMETER_NAME, "no instances can be added: " + table.path());
        }
        if (cpe.model().count(table) >= MAX_INSTANCES) {
            throw new CpeFault(FaultCode.RESOURCES_EXCEEDED, table.path() + " is full");
        }
        String alias = open < 0 ? null : path.substring(open + 2, path.length() - 2);
        if (alias != null) {
            requireFree(cpe, table, alias);
        }
        int number = add(cpe, table, alias).instance();
        SetRpc.setKey(cpe, request.parameterKey());
        return new AddObjectResponse(number, 0);
    }

    /** An alias names what is not there yet (TR-069 A6 §A.3.2.6). */
    private static void requireFree(VirtualCpe cpe, Place table, String alias) throws CpeFault {
        Aliases aliases = cpe.model().aliases();
        if (!aliases.areTaken() || !aliases.areIn(table)) {
            throw new CpeFault(FaultCode.INVALID_PARAMETER_NAME, "no aliases are taken: " + table.path());
        }
        if (!Aliases.isFit(alias)) {
            throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "no alias: " + alias);
        }
        if (aliases.number(table, alias, 0) != 0) {
            throw new CpeFault(FaultCode.INVALID_PARAMETER_NAME, "there is one already: " + alias);
        }
    }

    /** Makes an instance, with an alias of the ACS's or of the device's own. */
    static Place add(VirtualCpe cpe, Place table, @Nullable String alias) {
        int number = cpe.model().add(table);
        Place instance = cpe.model().find(table.path() + number + '.').orElseThrow();
        if (alias != null) {
            cpe.model().aliases().set(instance, alias);
        }
        return instance;
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
