package org.reactiveacs.store.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The texts that heads mostly hold. A number stands for each of them, from 1 on. */
final class CommonTexts {

    /** Stands for none of them. */
    static final int NONE = 0;

    /** The order is part of the format: what is added stands last and in a new format. */
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

    static final int COUNT = COMMON.size();

    private static final Map<String, Integer> NUMBERS = numbers();

    private CommonTexts() {}

    private static Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (var text : COMMON) {
            numbers.put(text, numbers.size() + 1);
        }
        return numbers;
    }

    static int number(String text) {
        return NUMBERS.getOrDefault(text, NONE);
    }

    static String text(int number) {
        return COMMON.get(number - 1);
    }
}
