package org.reactiveacs.simulator.model;

/** The data models that a simulated CPE may have. */
public enum ModelKind {
    /** Device:2, a residential gateway. */
    TR181("RG-181"),
    /** InternetGatewayDevice:1. */
    TR098("RG-98");

    private final String productClass;

    ModelKind(String productClass) {
        this.productClass = productClass;
    }

    /** The ProductClass of devices of this kind. */
    public String productClass() {
        return productClass;
    }

    /** Reads the schema, which all devices of the kind shall share. */
    public Schema schema() {
        return SchemaReader.ofResource(name().toLowerCase(java.util.Locale.ROOT) + ".model");
    }
}
