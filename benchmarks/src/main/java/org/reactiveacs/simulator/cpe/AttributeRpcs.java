package org.reactiveacs.simulator.cpe;

import java.util.ArrayList;
import java.util.List;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.GetParameterAttributes;
import org.reactiveacs.cwmp.GetParameterAttributesResponse;
import org.reactiveacs.cwmp.ParameterAttributeStruct;
import org.reactiveacs.cwmp.SetParameterAttributes;
import org.reactiveacs.cwmp.SetParameterAttributesResponse;
import org.reactiveacs.cwmp.SetParameterAttributesStruct;
import org.reactiveacs.simulator.model.Parameter;
import org.reactiveacs.simulator.model.Parameter.Flag;
import org.reactiveacs.simulator.model.Place;

/** Notification and access of parameters (TR-069 A6 §A.3.2.4, §A.3.2.5). */
final class AttributeRpcs {
    private AttributeRpcs() {}

    static GetParameterAttributesResponse get(VirtualCpe cpe, GetParameterAttributes request) throws CpeFault {
        List<ParameterAttributeStruct> found = new ArrayList<>();
        for (String path : request.parameterNames()) {
            for (Place asked : ParameterRpcs.places(cpe, path)) {
                parameters(cpe, asked)
                        .forEach(place -> found.add(told(cpe, cpe.attributes().of(place))));
            }
        }
        return new GetParameterAttributesResponse(found);
    }

    /** Sets all that is asked for, or nothing. */
    static SetParameterAttributesResponse set(VirtualCpe cpe, SetParameterAttributes request) throws CpeFault {
        List<ParameterAttributeStruct> changes = new ArrayList<>();
        for (SetParameterAttributesStruct wanted : request.parameterList()) {
            if (wanted.notificationChange()
                    && (wanted.notification() < 0 || wanted.notification() > AttributeBook.HIGHEST)) {
                throw new CpeFault(FaultCode.INVALID_ARGUMENTS, "Notification " + wanted.notification());
            }
            for (Place place : parameters(cpe, ParameterRpcs.place(cpe, wanted.name()))) {
                changes.add(changed(cpe, place, wanted));
            }
        }
        changes.forEach(cpe.attributes()::set);
        return new SetParameterAttributesResponse();
    }

    private static ParameterAttributeStruct changed(VirtualCpe cpe, Place place, SetParameterAttributesStruct wanted)
            throws CpeFault {
        Parameter parameter = place.parameter();
        boolean active = wanted.notificationChange() && wanted.notification() == AttributeBook.ACTIVE;
        if (active && parameter != null && parameter.is(Flag.PASSIVE)) {
            throw new CpeFault(FaultCode.NOTIFICATION_REQUEST_REJECTED, place.path());
        }
        ParameterAttributeStruct old = cpe.attributes().of(place);
        return new ParameterAttributeStruct(
                place.path(),
                wanted.notificationChange() ? wanted.notification() : old.notification(),
                wanted.accessListChange() ? wanted.accessList() : old.accessList());
    }

    private static ParameterAttributeStruct told(VirtualCpe cpe, ParameterAttributeStruct attributes) {
        return new ParameterAttributeStruct(
                cpe.model().aliases().told(attributes.name()), attributes.notification(), attributes.accessList());
    }

    private static List<Place> parameters(VirtualCpe cpe, Place asked) {
        List<Place> places = new ArrayList<>();
        cpe.model().walk(asked, place -> {
            if (place.parameter() != null) {
                places.add(place);
            }
        });
        return places;
    }
}
