package org.reactiveacs.simulator.cpe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.ParameterValueStruct;

/** Makes the Inform of a session: its events, the forced parameters and those that changed. */
final class InformMaker {
    private InformMaker() {}

    static Inform make(VirtualCpe cpe, List<EventStruct> events, Set<String> changed) {
        List<ParameterValueStruct> parameters = new ArrayList<>(12);
        Set<String> rest = new TreeSet<>(changed);
        for (String path : cpe.model().schema().informed()) {
            add(cpe, path, parameters);
            rest.remove(path);
        }
        rest.forEach(path -> add(cpe, path, parameters));
        for (String path : InformParameters.of(cpe.model(), events)) {
            String told =
                    cpe.model().find(path).isPresent() ? cpe.model().aliases().told(path) : path;
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(told))) {
                add(cpe, path, parameters);
            }
        }
        return new Inform(cpe.identity().struct(), events, 1, cpe.now(), cpe.retryCount(), parameters);
    }

    /** The events of a session: what waits, and the transfers whose end is told in it. */
    static List<EventStruct> events(VirtualCpe cpe) {
        List<EventStruct> events = new ArrayList<>(cpe.events().events());
        List<TransferQueue.Entry> completed = cpe.transfers().completed();
        if (!completed.isEmpty()) {
            events.add(new EventStruct(EventQueue.TRANSFER_COMPLETE, ""));
        }
        completed.forEach(entry -> events.add(new EventStruct(entry.transfer.event(), entry.transfer.commandKey())));
        return events;
    }

    private static void add(VirtualCpe cpe, String path, List<ParameterValueStruct> parameters) {
        cpe.model().find(path).ifPresent(place -> parameters.add(ParameterRpcs.read(cpe, place)));
    }
}
