package org.reactiveacs.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AcsMessage;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.AddObjectResponse;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.DeleteObject;
import org.reactiveacs.cwmp.DeleteObjectResponse;
import org.reactiveacs.cwmp.Download;
import org.reactiveacs.cwmp.DownloadResponse;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.cwmp.FactoryReset;
import org.reactiveacs.cwmp.FactoryResetResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformBuilder;
import org.reactiveacs.cwmp.ParameterInfoStruct;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.RebootResponse;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.SetParameterValuesResponse;
import org.reactiveacs.device.InstanceAlias;
import org.reactiveacs.device.ParameterType;

/**
 * A CPE that does what it is told, or dies before, or dies after it did it and before it could say so. It keeps count of
 * what it really did, by the key of the order.
 */
final class RandomCpe {

    private final Random random;
    private final boolean honoursKey;
    private final boolean takesAliases;
    private String parameterKey = "";
    private int nextInstance = 1;
    /** By number, with the alias. */
    private final TreeMap<Integer, String> instances = new TreeMap<>();

    private final List<EventStruct> events = new ArrayList<>();
    final Map<String, Integer> done = new HashMap<>();

    RandomCpe(Random random, boolean honoursKey, boolean takesAliases) {
        this.random = random;
        this.honoursKey = honoursKey;
        this.takesAliases = takesAliases;
    }

    Inform inform() {
        var inform = InformBuilder.anInform()
                .from("00D09E", "1")
                .reporting("Device.DeviceInfo.SoftwareVersion", "1.0")
                .reporting("Device.ManagementServer.AliasBasedAddressing", takesAliases ? "1" : "0")
                .reporting("Device.ManagementServer.ParameterKey", parameterKey);
        if (events.isEmpty()) {
            inform.with("2 PERIODIC");
        }
        events.forEach(event -> inform.with(event.eventCode(), event.commandKey()));
        return inform.build();
    }

    /** The Inform was answered: its events are delivered. */
    void informed() {
        events.clear();
    }

    /** What the CPE does with a request; null when the connection dies. */
    @Nullable
    CpeResponse on(AcsMessage request) {
        int luck = random.nextInt(10);
        if (luck == 0) {
            return null; // It never saw the request.
        }
        if (luck == 1) {
            return Fault.of(FaultCode.REQUEST_DENIED);
        }
        var answer = carryOut(request);
        return luck <= 4 ? null : answer;
    }

    private CpeResponse carryOut(AcsMessage request) {
        if (request instanceof Reboot reboot) {
            did(reboot.commandKey());
            events.add(new EventStruct("1 BOOT", ""));
            events.add(new EventStruct("M Reboot", reboot.commandKey()));
            return new RebootResponse();
        }
        if (request instanceof FactoryReset) {
            did("reset");
            parameterKey = "";
            instances.clear();
            events.clear();
            events.add(new EventStruct("0 BOOTSTRAP", ""));
            return new FactoryResetResponse();
        }
        if (request instanceof AddObject add) {
            return add(add);
        }
        if (request instanceof DeleteObject delete) {
            var number = Integer.valueOf(delete.objectName().replaceAll("Device\\.O\\.(\\d+)\\.", "$1"));
            if (instances.remove(number) == null) {
                return Fault.of(FaultCode.INVALID_PARAMETER_NAME);
            }
            did(delete.parameterKey());
            key(delete.parameterKey());
            return new DeleteObjectResponse(0);
        }
        if (request instanceof Download download) {
            did(download.commandKey());
            return new DownloadResponse(0, null, null);
        }
        if (request instanceof SetParameterValues set) {
            did(set.parameterKey());
            key(set.parameterKey());
            return new SetParameterValuesResponse(0);
        }
        if (request instanceof GetParameterNames) {
            return new GetParameterNamesResponse(instances.keySet().stream()
                    .map(number -> new ParameterInfoStruct("Device.O." + number + ".", true))
                    .toList());
        }
        var names = ((GetParameterValues) request).parameterNames();
        if (names.get(0).contains("[")) {
            return called(names.get(0));
        }
        return new GetParameterValuesResponse(names.stream()
                .map(name -> new ParameterValueStruct(
                        name.endsWith(".") ? name + "Enable" : name, "0", ParameterType.BOOLEAN))
                .toList());
    }

    private CpeResponse add(AddObject add) {
        var alias = InstanceAlias.last(add.objectName());
        if (alias != null && (!takesAliases || instances.containsValue(alias))) {
            return Fault.of(FaultCode.INVALID_PARAMETER_NAME);
        }
        did(made(add.parameterKey()));
        key(add.parameterKey());
        instances.put(nextInstance, alias == null ? "cpe-" + nextInstance : alias);
        return new AddObjectResponse(nextInstance++, 0);
    }

    private CpeResponse called(String path) {
        for (var instance : instances.entrySet()) {
            if (takesAliases && path.equals("Device.O.[" + instance.getValue() + "].Alias")) {
                return new GetParameterValuesResponse(List.of(new ParameterValueStruct(
                        "Device.O." + instance.getKey() + ".Alias", instance.getValue(), ParameterType.STRING)));
            }
        }
        return Fault.of(FaultCode.INVALID_PARAMETER_NAME);
    }

    /** What an instance that was made is counted under: its values are set under the same key. */
    static String made(String key) {
        return "made " + key;
    }

    private void did(String key) {
        done.merge(key, 1, Integer::sum);
    }

    private void key(String key) {
        if (honoursKey) {
            parameterKey = key;
        }
    }

    int times(String key) {
        return done.getOrDefault(key, 0);
    }
}
