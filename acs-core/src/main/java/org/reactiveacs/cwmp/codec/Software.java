package org.reactiveacs.cwmp.codec;

import java.util.ArrayList;
import java.util.List;
import org.reactiveacs.cwmp.AutonOpResultStruct;
import org.reactiveacs.cwmp.AutonomousDUStateChangeComplete;
import org.reactiveacs.cwmp.AutonomousDUStateChangeCompleteResponse;
import org.reactiveacs.cwmp.ChangeDUState;
import org.reactiveacs.cwmp.ChangeDUStateResponse;
import org.reactiveacs.cwmp.DUStateChangeComplete;
import org.reactiveacs.cwmp.DUStateChangeCompleteResponse;
import org.reactiveacs.cwmp.FaultStruct;
import org.reactiveacs.cwmp.InstallOpStruct;
import org.reactiveacs.cwmp.OpResultStruct;
import org.reactiveacs.cwmp.OperationStruct;
import org.reactiveacs.cwmp.UninstallOpStruct;
import org.reactiveacs.cwmp.UpdateOpStruct;

/** Deployment units. */
final class Software {
    static final Struct<InstallOpStruct> INSTALL = Struct.of(
            in -> new InstallOpStruct(in.text(), in.text(), in.text(), in.text(), in.text()),
            Field.text("URL", InstallOpStruct::url),
            Field.optional("UUID", Leaf.TEXT, InstallOpStruct::uuid),
            Field.optional("Username", Leaf.TEXT, InstallOpStruct::username),
            Field.optional("Password", Leaf.TEXT, InstallOpStruct::password),
            Field.optional("ExecutionEnvRef", Leaf.TEXT, InstallOpStruct::executionEnvRef));
    static final Struct<UpdateOpStruct> UPDATE = Struct.of(
            in -> new UpdateOpStruct(in.text(), in.text(), in.text(), in.text(), in.text()),
            Field.optional("UUID", Leaf.TEXT, UpdateOpStruct::uuid),
            Field.optional("Version", Leaf.TEXT, UpdateOpStruct::version),
            Field.optional("URL", Leaf.TEXT, UpdateOpStruct::url),
            Field.optional("Username", Leaf.TEXT, UpdateOpStruct::username),
            Field.optional("Password", Leaf.TEXT, UpdateOpStruct::password));
    static final Struct<UninstallOpStruct> UNINSTALL = Struct.of(
            in -> new UninstallOpStruct(in.text(), in.text(), in.text()),
            Field.text("UUID", UninstallOpStruct::uuid),
            Field.optional("Version", Leaf.TEXT, UninstallOpStruct::version),
            Field.optional("ExecutionEnvRef", Leaf.TEXT, UninstallOpStruct::executionEnvRef));

    /** An operation, told apart by xsi:type; a nested element with the type's name is read too. */
    static final Struct<OperationStruct> OPERATION = Struct.of(
            in -> operation(in),
            Field.readOnlyRepeated("InstallOpStruct", INSTALL),
            Field.readOnlyRepeated("UpdateOpStruct", UPDATE),
            Field.readOnlyRepeated("UninstallOpStruct", UNINSTALL),
            Field.readOnly("URL", Leaf.TEXT),
            Field.readOnly("UUID", Leaf.TEXT),
            Field.readOnly("Version", Leaf.TEXT),
            Field.readOnly("Username", Leaf.TEXT),
            Field.readOnly("Password", Leaf.TEXT),
            Field.readOnly("ExecutionEnvRef", Leaf.TEXT));

    static final Struct<OpResultStruct> RESULT = Struct.of(
            in -> new OpResultStruct(
                    in.text(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.flag(),
                    in.text(),
                    in.time(),
                    in.time(),
                    in.struct(FaultStruct.class, FaultStruct.NONE)),
            Field.text("UUID", OpResultStruct::uuid),
            Field.text("DeploymentUnitRef", OpResultStruct::deploymentUnitRef),
            Field.text("Version", OpResultStruct::version),
            Field.text("CurrentState", OpResultStruct::currentState),
            Field.flag("Resolved", OpResultStruct::resolved),
            Field.text("ExecutionUnitRefList", OpResultStruct::executionUnitRefList),
            Field.time("StartTime", OpResultStruct::startTime),
            Field.time("CompleteTime", OpResultStruct::completeTime),
            Field.of("Fault", Faults.FAULT_STRUCT, OpResultStruct::fault));
    static final Struct<AutonOpResultStruct> AUTONOMOUS_RESULT = Struct.of(
            in -> new AutonOpResultStruct(
                    in.text(),
                    in.text(),
                    in.text(),
                    in.text(),
                    in.flag(),
                    in.text(),
                    in.time(),
                    in.time(),
                    in.struct(FaultStruct.class, FaultStruct.NONE),
                    in.text()),
            Field.text("UUID", AutonOpResultStruct::uuid),
            Field.text("DeploymentUnitRef", AutonOpResultStruct::deploymentUnitRef),
            Field.text("Version", AutonOpResultStruct::version),
            Field.text("CurrentState", AutonOpResultStruct::currentState),
            Field.flag("Resolved", AutonOpResultStruct::resolved),
            Field.text("ExecutionUnitRefList", AutonOpResultStruct::executionUnitRefList),
            Field.time("StartTime", AutonOpResultStruct::startTime),
            Field.time("CompleteTime", AutonOpResultStruct::completeTime),
            Field.of("Fault", Faults.FAULT_STRUCT, AutonOpResultStruct::fault),
            Field.text("OperationPerformed", AutonOpResultStruct::operationPerformed));

    // By the schema each Results element is one result; some wrap them in elements named as the type.
    private static final Struct<OpResultStruct> RESULTS = wrapping("OpResultStruct", RESULT);
    private static final Struct<AutonOpResultStruct> AUTONOMOUS_RESULTS =
            wrapping("AutonOpResultStruct", AUTONOMOUS_RESULT);

    static final List<Rpc<?>> RPCS = List.of(
            Rpc.of(
                    ChangeDUState.class,
                    in -> new ChangeDUState(in.list(), in.text()),
                    Field.custom("Operations", OPERATION, Software::writeOperations),
                    Field.optional("CommandKey", Leaf.TEXT, ChangeDUState::commandKey)),
            Rpc.empty(new ChangeDUStateResponse()),
            Rpc.of(
                    DUStateChangeComplete.class,
                    in -> new DUStateChangeComplete(in.list(), in.text()),
                    Field.repeated("Results", RESULTS, DUStateChangeComplete::results),
                    Field.optional("CommandKey", Leaf.TEXT, DUStateChangeComplete::commandKey)),
            Rpc.empty(new DUStateChangeCompleteResponse()),
            Rpc.of(
                    AutonomousDUStateChangeComplete.class,
                    in -> new AutonomousDUStateChangeComplete(in.list()),
                    Field.repeated("Results", AUTONOMOUS_RESULTS, AutonomousDUStateChangeComplete::results)),
            Rpc.empty(new AutonomousDUStateChangeCompleteResponse()));

    private Software() {}

    private static <T> Struct<T> wrapping(String name, Struct<T> struct) {
        List<Field<T>> fields = new ArrayList<>();
        fields.add(Field.readOnlyRepeated(name, struct));
        fields.addAll(struct.fields());
        return new Struct<>(fields, in -> {
            List<T> wrapped = in.list();
            return wrapped.isEmpty() ? struct.reading().apply(in) : wrapped;
        });
    }

    private static Object operation(Frame in) {
        List<OperationStruct> wrapped = in.list();
        if (!wrapped.isEmpty()) {
            return wrapped;
        }
        in.list();
        in.list();
        String url = in.text();
        String uuid = in.text();
        String version = in.text();
        String username = in.text();
        String password = in.text();
        String environment = in.text();
        String type = in.elementType() == null ? "" : in.elementType();
        return switch (type) {
            case "UpdateOpStruct" -> new UpdateOpStruct(uuid, version, url, username, password);
            case "UninstallOpStruct" -> new UninstallOpStruct(uuid, version, environment);
            default -> new InstallOpStruct(url, uuid, username, password, environment);
        };
    }

    private static void writeOperations(XmlOut out, ChangeDUState message) {
        for (OperationStruct operation : message.operations()) {
            out.raw(Tag.bytes(
                    "<Operations xsi:type=\"cwmp:" + operation.getClass().getSimpleName() + "\">"));
            if (operation instanceof InstallOpStruct install) {
                INSTALL.content(out, install);
            } else if (operation instanceof UpdateOpStruct update) {
                UPDATE.content(out, update);
            } else if (operation instanceof UninstallOpStruct uninstall) {
                UNINSTALL.content(out, uninstall);
            }
            out.raw(Tag.bytes("</Operations>"));
        }
    }
}
