package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.util.List;

/** {@code device.*}: how devices are told apart and what is known of them by default. */
public interface DeviceConfig {
    /** Which fields of an Inform's DeviceId identify a device. */
    @WithDefault("oui-serial")
    Identity identity();

    /**
     * Paths under which the device's MAC address is looked for; the first that has a value wins. The defaults try the WAN
     * side, then the LAN, then the radio, in TR-181 and then in TR-098.
     */
    @WithDefault("Device.Ethernet.Interface.1.MACAddress,"
            + "Device.Ethernet.Link.1.MACAddress,"
            + "Device.WiFi.SSID.1.MACAddress,"
            + "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANIPConnection.1.MACAddress,"
            + "InternetGatewayDevice.WANDevice.1.WANConnectionDevice.1.WANPPPConnection.1.MACAddress,"
            + "InternetGatewayDevice.WANDevice.1.WANEthernetInterfaceConfig.MACAddress,"
            + "InternetGatewayDevice.LANDevice.1.LANEthernetInterfaceConfig.1.MACAddress,"
            + "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.BSSID")
    List<String> macPaths();

    /** The parts of a device's identity. */
    enum Identity {
        OUI_SERIAL,
        OUI_CLASS_SERIAL
    }
}
