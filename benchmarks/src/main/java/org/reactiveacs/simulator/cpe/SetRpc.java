package org.reactiveacs.simulator.cpe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.SetParameterValuesFault;
import org.reactiveacs.cwmp.SetParameterValuesResponse;
import org.reactiveacs.simulator.model.Aliases;
import org.reactiveacs.simulator.model.Parameter;
import org.reactiveacs.simulator.model.Place;

/** Sets values, all or none (TR-069 A6 §A.3.2.1). */
final class SetRpc {
    private static final int MAX_KEY_CHARS = 32;

    private SetRpc() {}

    static SetParameterValuesResponse set(VirtualCpe cpe, SetParameterValues request) throws CpeFault {
        requireKey(request.parameterKey());
        List<SetParameterValuesFault> faults = new ArrayList<>();
        Set<String> names = new HashSet<>();
        NewInstances made = new NewInstances(cpe);
        made.make(request.parameterList());
        for (ParameterValueStruct wanted : request.parameterList()) {
            if (!names.add(wanted.name())) {
                made.takeBack();
                throw new CpeFault(FaultCode.INVALID_ARGUMENTS, wanted.name() + " comes twice");
            }
            refusal(cpe, wanted)
                    .ifPresent(
                            code -> faults.add(new SetParameterValuesFault(wanted.name(), code.number(), code.text())));
        }
        if (!faults.isEmpty()) {
            made.takeBack();
            throw new CpeFault(faults);
        }
        // Found before anything is set, for an alias may be among it.
        List<Place> places = request.parameterList().stream()
                .map(wanted -> cpe.model().find(wanted.name()).orElseThrow())
                .toList();
        for (int i = 0; i < places.size(); i++) {
            apply(cpe, request.parameterList().get(i), places.get(i));
        }
        setKey(cpe, request.parameterKey());
        return new SetParameterValuesResponse(0);
    }

    /** Refuses a ParameterKey that is too long. */
    static void requireKey(String key) throws CpeFault {
        if (key.length() > MAX_KEY_CHARS) {
            throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "ParameterKey is longer than " + MAX_KEY_CHARS);
        }
    }

    /** A call that carried a ParameterKey has succeeded. */
    static void setKey(VirtualCpe cpe, String key) {
        cpe.model().set(cpe.management().parameterKeyPath(), key);
    }

    private static Optional<FaultCode> refusal(VirtualCpe cpe, ParameterValueStruct wanted) {
        Optional<Place> place = cpe.model().find(wanted.name());
        Parameter parameter = place.map(Place::parameter).orElse(null);
        if (parameter == null) {
            return Optional.of(FaultCode.INVALID_PARAMETER_NAME);
        }
        if (!parameter.is(Parameter.Flag.WRITABLE)) {
            return Optional.of(FaultCode.NON_WRITABLE_PARAMETER);
        }
        return parameter
                .rule()
                .refusal(wanted.type(), wanted.value())
                .or(() -> refusalOfAlias(cpe, place.get(), wanted));
    }

    /** No two instances of a table have the same, and none goes without (TR-181, the data type Alias). */
    private static Optional<FaultCode> refusalOfAlias(VirtualCpe cpe, Place place, ParameterValueStruct wanted) {
        Aliases aliases = cpe.model().aliases();
        if (!aliases.isOne(place)) {
            return Optional.empty();
        }
        String instance = place.path().substring(0, place.path().lastIndexOf('.'));
        Place table = cpe.model()
                .find(instance.substring(0, instance.lastIndexOf('.') + 1))
                .orElseThrow();
        boolean isTaken = aliases.number(table, wanted.value(), place.instance()) != 0;
        return isTaken || aliases.areTaken() && !Aliases.isFit(wanted.value())
                ? Optional.of(FaultCode.INVALID_PARAMETER_VALUE)
                : Optional.empty();
    }

    private static void apply(VirtualCpe cpe, ParameterValueStruct wanted, Place place) {
        Parameter parameter = Optional.ofNullable(place.parameter()).orElseThrow();
        cpe.model().set(place.path(), parameter.rule().canonical(wanted.value()));
        switch (parameter.name()) {
            case "PeriodicInformInterval", "PeriodicInformEnable" ->
                cpe.timers().startPeriod(cpe.management(), cpe.now());
            case Diagnostics.STATE -> {
                if (wanted.value().equals(Diagnostics.REQUESTED)) {
                    String path = place.path();
                    cpe.requestDiagnostics(path.substring(0, path.length() - Diagnostics.STATE.length()));
                }
            }
            default -> {
                // nothing follows from it
            }
        }
    }
}
