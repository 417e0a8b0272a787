package org.reactiveacs.simulator.cpe;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.simulator.model.DataModel;

/** The parameters that the ACS wants in Informs ({@code ManagementServer.InformParameter.{i}.} of TR-181). */
final class InformParameters {
    private InformParameters() {}

    /** Their paths, for an Inform with these events; a path that leads nowhere is left out of it. */
    static Set<String> of(DataModel model, List<EventStruct> events) {
        Set<String> paths = new TreeSet<>();
        model.find(model.root() + "ManagementServer.InformParameter.")
                .ifPresent(table -> model.eachChild(table, instance -> {
                    if (value(model, instance.path() + "Enable").equals("1")
                            && isMeant(value(model, instance.path() + "EventList"), events)) {
                        paths.add(value(model, instance.path() + "ParameterName"));
                    }
                }));
        paths.remove("");
        return paths;
    }

    private static String value(DataModel model, String path) {
        return model.value(model.find(path).orElseThrow());
    }

    /** An empty list stands for all events. */
    private static boolean isMeant(String list, List<EventStruct> events) {
        return list.isBlank()
                || Arrays.stream(list.split(",", -1))
                        .anyMatch(code -> events.stream()
                                .anyMatch(event -> event.eventCode().equals(code.strip())));
    }
}
