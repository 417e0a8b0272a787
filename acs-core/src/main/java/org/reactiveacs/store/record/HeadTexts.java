package org.reactiveacs.store.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts of a head, of which most are the same in all heads or come again and again in one: a number stands for those
 * that every head may have and for those that the record has had already. For one record; not thread-safe.
 */
final class HeadTexts {

    /** Stands before a text that comes for the first time. */
    private static final int NEW = 0;

    /** What heads mostly hold. The order is part of the format: what is added stands last and in a new format. */
    private static final List<String> COMMON = List.of(
            "",
            "0 BOOTSTRAP",
            "1 BOOT",
            "2 PERIODIC",
            "3 SCHEDULED",
            "4 VALUE CHANGE",
            "5 KICKED",
            "6 CONNECTION REQUEST",
            "7 TRANSFER COMPLETE",
            "8 DIAGNOSTICS COMPLETE",
            "9 REQUEST DOWNLOAD",
            "10 AUTONOMOUS TRANSFER COMPLETE",
            "11 DU STATE CHANGE COMPLETE",
            "12 AUTONOMOUS DU STATE CHANGE COMPLETE",
            "13 WAKEUP",
            "14 HEARTBEAT",
            "M Reboot",
            "M ScheduleInform",
            "M Download",
            "M Upload",
            "M ScheduleDownload",
            "M ChangeDUState",
            "M AddObject",
            "M DeleteObject",
            "default",
            "Device.RootDataModelVersion",
            "Device.DeviceInfo.HardwareVersion",
            "Device.DeviceInfo.SoftwareVersion",
            "Device.DeviceInfo.ProvisioningCode",
            "Device.ManagementServer.ParameterKey",
            "Device.ManagementServer.ConnectionRequestURL",
            "Device.ManagementServer.UDPConnectionRequestAddress",
            "InternetGatewayDevice.DeviceSummary",
            "InternetGatewayDevice.DeviceInfo.SpecVersion",
            "InternetGatewayDevice.DeviceInfo.HardwareVersion",
            "InternetGatewayDevice.DeviceInfo.SoftwareVersion",
            "InternetGatewayDevice.DeviceInfo.ProvisioningCode",
            "InternetGatewayDevice.ManagementServer.ParameterKey",
            "InternetGatewayDevice.ManagementServer.ConnectionRequestURL",
            "InternetGatewayDevice.ManagementServer.UDPConnectionRequestAddress",
            "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.ExternalIPAddress",
            "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.ExternalIPAddress");

    private static final Map<String, Integer> COMMON_NUMBERS = numbers();

    private final Map<String, Integer> written = new HashMap<>();
    private final List<String> read = new ArrayList<>();

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (var text : COMMON) {
            numbers.put(text, numbers.size() + 1);
        }
        return Map.copyOf(numbers);
    }

    void write(String text, RecordOutput out) {
        var number = COMMON_NUMBERS.get(text);
        if (number == null) {
            number = written.get(text);
        }
        if (number != null) {
            out.writeNumber(number);
        } else {
            out.writeNumber(NEW);
            out.writeText(text);
            written.put(text, COMMON.size() + written.size() + 1);
        }
    }

    void writeAll(List<String> texts, RecordOutput out) {
        out.writeNumber(texts.size());
        texts.forEach(text -> write(text, out));
    }

    String read(RecordInput in) {
        int number = in.readSize();
        if (number == NEW) {
            var text = in.readText();
            read.add(text);
            return text;
        }
        if (number > COMMON.size() + read.size()) {
            throw new IllegalStateException("a head names text " + number + ", which it does not hold");
        }
        return number <= COMMON.size() ? COMMON.get(number - 1) : read.get(number - COMMON.size() - 1);
    }

    List<String> readAll(RecordInput in) {
        int count = in.readSize();
        var texts = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            texts.add(read(in));
        }
        return texts;
    }
}
