package org.reactiveacs.device;

/** The root of a device's tree, which tells the data model that it follows. */
public enum DataModel {
    /** TR-181 (Device:2), and the older Device:1 of TR-106. */
    TR181("Device."),
    /** TR-098. */
    TR098("InternetGatewayDevice.");

    private final String root;

    DataModel(String root) {
        this.root = root;
    }

    /** The root object's path. */
    public String root() {
        return root;
    }
}
