package org.reactiveacs.store.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.Visit;

/** A head in format 1: texts and times are written out. */
final class PlainHead {

    static final byte FORMAT = 1;

    private PlainHead() {}

    static byte[] encode(Device device) {
        var out = new RecordOutput(FORMAT);
        out.writeText(device.id().tenant());
        out.writeText(device.id().value());
        var identity = device.identity();
        out.writeText(identity.manufacturer());
        out.writeText(identity.oui());
        out.writeText(identity.productClass());
        out.writeText(identity.serialNumber());
        var contact = device.contact();
        out.writeInstant(contact.first());
        out.writeInstant(contact.last());
        out.writeOptionalInstant(contact.bootstrap());
        out.writeTexts(contact.events());
        out.writeText(contact.peer());
        HeadParts.writeStanding(device.standing(), out);
        HeadParts.writeAccess(device.access(), out);
        out.writeNumber(device.reported().size());
        device.reported().values().forEach(parameter -> HeadParts.writeParameter(parameter, out));
        out.writeTexts(device.macs());
        out.writeNumber(device.visits().size());
        device.visits().forEach(visit -> writeVisit(visit, out));
        return out.toBytes();
    }

    private static void writeVisit(Visit visit, RecordOutput out) {
        out.writeInstant(visit.at());
        out.writeTexts(visit.events());
        out.writeText(visit.peer());
        out.writeNumber(visit.retryCount());
        out.writeTexts(visit.done());
        out.writeByte(HeadParts.endNumber(visit.end()));
        out.writeNumber(visit.millis());
    }

    static Device decode(byte[] bytes) {
        var in = new RecordInput(bytes, FORMAT, "device");
        var id = new DeviceId(in.readText(), in.readText());
        var identity = new Identity(in.readText(), in.readText(), in.readText(), in.readText());
        var contact = new Device.Contact(
                in.readInstant(), in.readInstant(), in.readOptionalInstant(), in.readTexts(), in.readText());
        var standing = HeadParts.readStanding(in);
        var access = HeadParts.readAccess(in);
        int count = in.readSize();
        Map<String, Parameter> reported = new HashMap<>(count * 2);
        for (int i = 0; i < count; i++) {
            var parameter = HeadParts.readParameter(in);
            reported.put(parameter.path(), parameter);
        }
        var macs = in.readTexts();
        count = in.readSize();
        List<Visit> visits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            visits.add(new Visit(
                    in.readInstant(),
                    in.readTexts(),
                    in.readText(),
                    (int) in.readNumber(),
                    in.readTexts(),
                    HeadParts.end(in.readByte()),
                    in.readNumber()));
        }
        return new Device(id, identity, contact, standing, access, reported, macs, visits);
    }
}
