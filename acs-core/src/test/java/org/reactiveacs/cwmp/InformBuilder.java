package org.reactiveacs.cwmp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.reactiveacs.device.ParameterType;

/** Makes Informs for tests: {@code anInform().from("00D09E", "1").with("2 PERIODIC").reporting(name, value).build()}. */
public final class InformBuilder {
    private DeviceIdStruct deviceId = new DeviceIdStruct("Acme", "00D09E", "Router", "1");
    private final List<EventStruct> events = new ArrayList<>();
    private final List<ParameterValueStruct> parameters = new ArrayList<>();
    private Instant currentTime = Instant.parse("2026-01-01T00:00:00Z");
    private int retryCount;

    private InformBuilder() {}

    public static InformBuilder anInform() {
        return new InformBuilder();
    }

    public InformBuilder from(DeviceIdStruct id) {
        deviceId = id;
        return this;
    }

    public InformBuilder from(String oui, String serialNumber) {
        return from(new DeviceIdStruct("Acme", oui, "Router", serialNumber));
    }

    /** Adds an event without a command key. */
    public InformBuilder with(String eventCode) {
        return with(eventCode, "");
    }

    public InformBuilder with(String eventCode, String commandKey) {
        events.add(new EventStruct(eventCode, commandKey));
        return this;
    }

    /** Adds a parameter of type string. */
    public InformBuilder reporting(String name, String value) {
        return reporting(name, value, ParameterType.STRING);
    }

    public InformBuilder reporting(String name, String value, ParameterType type) {
        parameters.add(new ParameterValueStruct(name, value, type));
        return this;
    }

    public InformBuilder at(Instant time) {
        currentTime = time;
        return this;
    }

    public InformBuilder afterRetries(int count) {
        retryCount = count;
        return this;
    }

    /** The message; with the event {@code 2 PERIODIC} when none was given. */
    public Inform build() {
        List<EventStruct> all = events.isEmpty() ? List.of(new EventStruct("2 PERIODIC", "")) : events;
        return new Inform(deviceId, all, 1, currentTime, retryCount, parameters);
    }
}
