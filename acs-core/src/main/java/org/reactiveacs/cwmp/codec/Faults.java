package org.reactiveacs.cwmp.codec;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultStruct;
import org.reactiveacs.cwmp.SetParameterValuesFault;

/** SOAP faults with their CWMP detail, and the faults inside other messages. */
final class Faults {
    private static final String CWMP_FAULT_STRING = "CWMP fault";
    private static final FaultStruct ABSENT = new FaultStruct(Integer.MIN_VALUE, "");
    private static final Fault NONE = new Fault("", 0, "", List.of());

    private static final Struct<FaultStruct> PLAIN_FAULT_STRUCT = Struct.of(
            in -> new FaultStruct(in.integer(), in.text()),
            Field.integer("FaultCode", FaultStruct::faultCode),
            Field.text("FaultString", FaultStruct::faultString));

    /** Some wrap it in another element of its type's name. */
    static final Struct<FaultStruct> FAULT_STRUCT = Struct.of(
            in -> {
                FaultStruct wrapped = in.struct(FaultStruct.class, ABSENT);
                return wrapped.faultCode() == ABSENT.faultCode() ? new FaultStruct(in.integer(), in.text()) : wrapped;
            },
            Field.readOnly("FaultStruct", PLAIN_FAULT_STRUCT),
            Field.integer("FaultCode", FaultStruct::faultCode),
            Field.text("FaultString", FaultStruct::faultString));

    private static final Struct<SetParameterValuesFault> PARAMETER_FAULT = Struct.of(
            in -> new SetParameterValuesFault(in.text(), in.integer(), in.text()),
            Field.text("ParameterName", SetParameterValuesFault::parameterName),
            Field.integer("FaultCode", SetParameterValuesFault::faultCode),
            Field.optional("FaultString", Leaf.TEXT, SetParameterValuesFault::faultString));

    private static final Struct<Fault> CWMP_FAULT = Struct.of(
            in -> new Fault("", in.integer(), in.text(), in.list()),
            Field.integer("FaultCode", Fault::code),
            Field.optional("FaultString", Leaf.TEXT, Fault::string),
            Field.repeated("SetParameterValuesFault", PARAMETER_FAULT, Fault::setParameterValuesFaults));

    private static final Struct<Fault> DETAIL = Struct.of(
            in -> in.struct(Fault.class, NONE), Field.optional("cwmp:Fault", CWMP_FAULT, Function.identity()));

    // SOAP 1.2 has other names for the same.
    private static final Struct<Fault> CODE =
            Struct.of(in -> in.text(), Field.readOnly("Value", Leaf.TOKEN), Field.readOnly("Subcode", DETAIL));
    private static final Struct<Fault> REASON = Struct.of(in -> in.text(), Field.readOnly("Text", Leaf.TEXT));

    static final Rpc<Fault> FAULT = new Rpc<>(
            Fault.class,
            new Tag("soap-env:Fault"),
            Struct.of(
                    in -> fault(in.text(), in.text(), in),
                    Field.optional("faultcode", Leaf.TOKEN, Fault::soapFaultCode),
                    Field.optional("faultstring", Leaf.TEXT, f -> f.code() == 0 ? f.string() : CWMP_FAULT_STRING),
                    Field.optional("detail", DETAIL, f -> f.code() == 0 ? null : f),
                    Field.readOnly("faultactor", Leaf.TEXT),
                    Field.readOnly("Code", CODE),
                    Field.readOnly("Reason", REASON),
                    Field.readOnly("Detail", DETAIL)));

    private Faults() {}

    private static Object fault(String faultCode, String faultString, Frame in) {
        Fault lower = in.struct(Fault.class, NONE);
        in.text();
        String code = faultCode + in.text();
        String string = faultString + in.text();
        Fault upper = in.struct(Fault.class, NONE);
        Fault detail = lower.equals(NONE) ? upper : lower;
        return new Fault(
                soapFaultCode(code),
                detail.code(),
                firstOf(detail.string(), string),
                detail.setParameterValuesFaults());
    }

    private static String firstOf(@Nullable String first, String second) {
        return first == null || first.isEmpty() ? second : first;
    }

    private static String soapFaultCode(String qualified) {
        String local = qualified.substring(qualified.lastIndexOf(':') + 1);
        return switch (local) {
            case "Sender" -> "Client";
            case "Receiver" -> "Server";
            default -> local;
        };
    }
}
