package org.reactiveacs.store.filter;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.PathNames;

/** Knows {@code wifi.24.ssid} and {@code wifi.5.ssid}, which are elsewhere in each data model. */
public final class NetworkNames implements PathNames {

    @Override
    public boolean knows(String name) {
        return name.equals("wifi.24.ssid") || name.equals("wifi.5.ssid");
    }

    @Override
    public boolean isSecret(String name) {
        return !knows(name);
    }

    @Override
    public @Nullable String path(String text, Device device) {
        if (!PathNames.isName(text)) {
            return text;
        }
        var model = device.dataModel();
        if (model == null || !knows(text)) {
            return null;
        }
        boolean isFast = text.equals("wifi.5.ssid");
        return model == DataModel.TR181
                ? "Device.WiFi.SSID." + (isFast ? 3 : 1) + ".SSID"
                : "InternetGatewayDevice.LANDevice.1.WLANConfiguration." + (isFast ? 5 : 1) + ".SSID";
    }
}
