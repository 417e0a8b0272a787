package org.reactiveacs.simulator.cpe;

import java.util.ArrayList;
import java.util.List;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.ParameterInfoStruct;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.simulator.model.InstanceWildcards;
import org.reactiveacs.simulator.model.Parameter;
import org.reactiveacs.simulator.model.Parameter.Flag;
import org.reactiveacs.simulator.model.Place;

/** Reads names and values (TR-069 A6 §A.3.2.2, §A.3.2.3). */
final class ParameterRpcs {
    private ParameterRpcs() {}

    static GetParameterValuesResponse values(VirtualCpe cpe, GetParameterValues request) throws CpeFault {
        List<ParameterValueStruct> values = new ArrayList<>();
        for (String path : request.parameterNames()) {
            for (Place asked : places(cpe, path)) {
                cpe.model().walk(asked, place -> {
                    if (place.parameter() != null) {
                        values.add(read(cpe, place));
                    }
                });
            }
        }
        return new GetParameterValuesResponse(values);
    }

    static GetParameterNamesResponse names(VirtualCpe cpe, GetParameterNames request) throws CpeFault {
        List<ParameterInfoStruct> names = new ArrayList<>();
        for (Place asked : places(cpe, request.parameterPath())) {
            if (!request.nextLevel()) {
                cpe.model().walk(asked, place -> {
                    if (!place.path().isEmpty()) {
                        names.add(info(cpe, place));
                    }
                });
            } else if (asked.parameter() == null) {
                cpe.model().eachChild(asked, place -> names.add(info(cpe, place)));
            } else {
                throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "NextLevel needs a partial path");
            }
        }
        return new GetParameterNamesResponse(names);
    }

    /** A value as it may be seen from outside. */
    static ParameterValueStruct read(VirtualCpe cpe, Place place) {
        Parameter parameter = place.parameter();
        if (parameter == null) {
            throw new IllegalArgumentException("not a parameter: " + place.path());
        }
        String value = parameter.is(Flag.HIDDEN)
                ? parameter.rule().concealed()
                : cpe.model().value(place);
        return new ParameterValueStruct(
                cpe.model().aliases().told(place.path()),
                value,
                parameter.rule().type());
    }

    /** Where a path leads, which must exist. */
    static Place place(VirtualCpe cpe, String path) throws CpeFault {
        return cpe.model().find(path).orElseThrow(() -> new CpeFault(FaultCode.INVALID_PARAMETER_NAME, path));
    }

    /** Where a path leads that may have wildcards. */
    static List<Place> places(VirtualCpe cpe, String path) throws CpeFault {
        return InstanceWildcards.find(cpe.model(), path)
                .orElseThrow(() -> new CpeFault(FaultCode.INVALID_PARAMETER_NAME, path));
    }

    private static ParameterInfoStruct info(VirtualCpe cpe, Place place) {
        return new ParameterInfoStruct(cpe.model().aliases().told(place.path()), place.isWritable());
    }
}
