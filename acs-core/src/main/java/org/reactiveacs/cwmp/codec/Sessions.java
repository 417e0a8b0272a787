package org.reactiveacs.cwmp.codec;

import java.util.List;
import org.reactiveacs.cwmp.DeviceIdStruct;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.GetRPCMethodsResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.Kicked;
import org.reactiveacs.cwmp.KickedResponse;

/** What opens a session and what every side understands. */
final class Sessions {
    private static final DeviceIdStruct NOBODY = new DeviceIdStruct("", "", "", "");
    static final Struct<DeviceIdStruct> DEVICE_ID = Struct.of(
            in -> new DeviceIdStruct(in.text(), in.text(), in.text(), in.text()),
            Field.token("Manufacturer", DeviceIdStruct::manufacturer),
            Field.token("OUI", DeviceIdStruct::oui),
            Field.token("ProductClass", DeviceIdStruct::productClass),
            Field.token("SerialNumber", DeviceIdStruct::serialNumber));
    static final Struct<EventStruct> EVENT = Struct.of(
            in -> new EventStruct(in.text(), in.text()),
            Field.token("EventCode", EventStruct::eventCode),
            Field.text("CommandKey", EventStruct::commandKey));

    static final List<Rpc<?>> RPCS = List.of(
            Rpc.of(
                    Inform.class,
                    in -> new Inform(
                            in.struct(DeviceIdStruct.class, NOBODY),
                            in.list(),
                            in.integer(),
                            in.time(),
                            in.integer(),
                            in.list()),
                    Field.of("DeviceId", DEVICE_ID, Inform::deviceId),
                    Field.of("Event", ArrayOf.of("cwmp:EventStruct", EVENT), Inform::event),
                    Field.integer("MaxEnvelopes", Inform::maxEnvelopes),
                    Field.time("CurrentTime", Inform::currentTime),
                    Field.integer("RetryCount", Inform::retryCount),
                    Field.of("ParameterList", Parameters.REPORTED_LIST, Inform::parameterList)),
            Rpc.of(
                    InformResponse.class,
                    in -> new InformResponse(in.integer()),
                    Field.integer("MaxEnvelopes", InformResponse::maxEnvelopes)),
            Rpc.empty(new GetRPCMethods()),
            Rpc.of(
                    GetRPCMethodsResponse.class,
                    in -> new GetRPCMethodsResponse(in.list()),
                    Field.of("MethodList", ArrayOf.STRINGS, GetRPCMethodsResponse::methodList)),
            Rpc.of(
                    Kicked.class,
                    in -> new Kicked(in.text(), in.text(), in.text(), in.text()),
                    Field.text("Command", Kicked::command),
                    Field.text("Referer", Kicked::referer),
                    Field.text("Arg", Kicked::arg),
                    Field.text("Next", Kicked::next)),
            Rpc.of(
                    KickedResponse.class,
                    in -> new KickedResponse(in.text()),
                    Field.text("NextURL", KickedResponse::nextURL)));

    private Sessions() {}
}
