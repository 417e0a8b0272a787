package org.reactiveacs.cwmp.codec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.AddObjectResponse;
import org.reactiveacs.cwmp.DeleteObject;
import org.reactiveacs.cwmp.DeleteObjectResponse;
import org.reactiveacs.cwmp.GetParameterAttributes;
import org.reactiveacs.cwmp.GetParameterAttributesResponse;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.ParameterAttributeStruct;
import org.reactiveacs.cwmp.ParameterInfoStruct;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.Quirk;
import org.reactiveacs.cwmp.SetParameterAttributes;
import org.reactiveacs.cwmp.SetParameterAttributesResponse;
import org.reactiveacs.cwmp.SetParameterAttributesStruct;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.SetParameterValuesResponse;

/** Parameters, their attributes, and the objects they stand in. */
final class Parameters {
    /** Values that a CPE reports; what has no usable name is left out. */
    static final Struct<ParameterValueStruct> REPORTED = Struct.of(
            in -> reported(in.text(), in.text(), in),
            Field.text("Name", ParameterValueStruct::name),
            Field.typed("Value"));

    /** Values that an ACS wants set; taken as they are, for the CPE must tell what is wrong with them. */
    static final Struct<ParameterValueStruct> ORDERED = Struct.of(
            in -> new ParameterValueStruct(in.text(), in.text(), in.type()),
            Field.text("Name", ParameterValueStruct::name),
            Field.typed("Value"));

    static final ArrayOf<ParameterValueStruct> REPORTED_LIST = ArrayOf.of("cwmp:ParameterValueStruct", REPORTED);

    private static final Struct<ParameterInfoStruct> INFO = Struct.of(
            in -> info(in.text(), in.flag(), in),
            Field.text("Name", ParameterInfoStruct::name),
            Field.flag("Writable", ParameterInfoStruct::writable));

    private static final Struct<SetParameterAttributesStruct> SET_ATTRIBUTES = Struct.of(
            in -> new SetParameterAttributesStruct(in.text(), in.flag(), in.integer(), in.flag(), in.list()),
            Field.text("Name", SetParameterAttributesStruct::name),
            Field.flag("NotificationChange", SetParameterAttributesStruct::notificationChange),
            Field.integer("Notification", SetParameterAttributesStruct::notification),
            Field.flag("AccessListChange", SetParameterAttributesStruct::accessListChange),
            Field.of("AccessList", ArrayOf.STRINGS, SetParameterAttributesStruct::accessList));
    private static final Struct<ParameterAttributeStruct> ATTRIBUTES = Struct.of(
            in -> new ParameterAttributeStruct(in.text(), in.integer(), in.list()),
            Field.text("Name", ParameterAttributeStruct::name),
            Field.integer("Notification", ParameterAttributeStruct::notification),
            Field.of("AccessList", ArrayOf.STRINGS, ParameterAttributeStruct::accessList));

    static final List<Rpc<?>> RPCS = List.of(
            Rpc.of(
                    SetParameterValues.class,
                    in -> new SetParameterValues(in.list(), in.text()),
                    Field.of(
                            "ParameterList",
                            ArrayOf.of("cwmp:ParameterValueStruct", ORDERED),
                            SetParameterValues::parameterList),
                    Field.text("ParameterKey", SetParameterValues::parameterKey)),
            Rpc.of(
                    SetParameterValuesResponse.class,
                    in -> new SetParameterValuesResponse(in.integer()),
                    Field.integer("Status", SetParameterValuesResponse::status)),
            Rpc.of(
                    GetParameterValues.class,
                    in -> new GetParameterValues(in.list()),
                    Field.of("ParameterNames", ArrayOf.STRINGS, GetParameterValues::parameterNames)),
            Rpc.of(
                    GetParameterValuesResponse.class,
                    in -> new GetParameterValuesResponse(in.list()),
                    Field.of("ParameterList", REPORTED_LIST, GetParameterValuesResponse::parameterList)),
            Rpc.of(
                    GetParameterNames.class,
                    in -> new GetParameterNames(in.text(), in.flag()),
                    Field.text("ParameterPath", GetParameterNames::parameterPath),
                    Field.flag(
                            "NextLevel",
                            GetParameterNames::nextLevel,
                            request -> request.spelling() == GetParameterNames.Spelling.WORD)),
            Rpc.of(
                    GetParameterNamesResponse.class,
                    in -> new GetParameterNamesResponse(in.list()),
                    Field.of(
                            "ParameterList",
                            ArrayOf.of("cwmp:ParameterInfoStruct", INFO),
                            GetParameterNamesResponse::parameterList)),
            Rpc.of(
                    SetParameterAttributes.class,
                    in -> new SetParameterAttributes(in.list()),
                    Field.of(
                            "ParameterList",
                            ArrayOf.of("cwmp:SetParameterAttributesStruct", SET_ATTRIBUTES),
                            SetParameterAttributes::parameterList)),
            Rpc.empty(new SetParameterAttributesResponse()),
            Rpc.of(
                    GetParameterAttributes.class,
                    in -> new GetParameterAttributes(in.list()),
                    Field.of("ParameterNames", ArrayOf.STRINGS, GetParameterAttributes::parameterNames)),
            Rpc.of(
                    GetParameterAttributesResponse.class,
                    in -> new GetParameterAttributesResponse(in.list()),
                    Field.of(
                            "ParameterList",
                            ArrayOf.of("cwmp:ParameterAttributeStruct", ATTRIBUTES),
                            GetParameterAttributesResponse::parameterList)),
            Rpc.of(
                    AddObject.class,
                    in -> new AddObject(in.text(), in.text()),
                    Field.text("ObjectName", AddObject::objectName),
                    Field.text("ParameterKey", AddObject::parameterKey)),
            Rpc.of(
                    AddObjectResponse.class,
                    in -> new AddObjectResponse(in.integer(), in.integer()),
                    Field.integer("InstanceNumber", AddObjectResponse::instanceNumber),
                    Field.integer("Status", AddObjectResponse::status)),
            Rpc.of(
                    DeleteObject.class,
                    in -> new DeleteObject(in.text(), in.text()),
                    Field.text("ObjectName", DeleteObject::objectName),
                    Field.text("ParameterKey", DeleteObject::parameterKey)),
            Rpc.of(
                    DeleteObjectResponse.class,
                    in -> new DeleteObjectResponse(in.integer()),
                    Field.integer("Status", DeleteObjectResponse::status)));

    private Parameters() {}

    private static @Nullable Object reported(String rawName, String value, Frame in) {
        String name = usable(rawName, in);
        if (name == null || name.endsWith(".")) {
            in.note(Quirk.BAD_NAME);
            return null;
        }
        return new ParameterValueStruct(name, value, in.type());
    }

    private static @Nullable Object info(String rawName, boolean writable, Frame in) {
        String name = usable(rawName, in);
        if (name == null) {
            in.note(Quirk.BAD_NAME);
            return null;
        }
        return new ParameterInfoStruct(name, writable);
    }

    /** The name without blanks around it, null when it is empty or has some inside. */
    private static @Nullable String usable(String rawName, Frame in) {
        String name = rawName.strip();
        if (name.length() != rawName.length()) {
            in.note(Quirk.BLANK_AROUND_NAME);
        }
        return name.isEmpty() || hasBlank(name) ? null : name;
    }

    private static boolean hasBlank(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isUsual = c > ' ' && c < 0x7F; // As in almost all names.
            if (!isUsual && Character.isWhitespace(c)) {
                return true;
            }
        }
        return false;
    }

    /** The list with the first of each name only, when its members are parameters that a CPE reports. */
    static List<Object> withoutDuplicates(List<Object> members, Set<Quirk> quirks) {
        Set<String> names = new HashSet<>();
        List<Object> kept = new ArrayList<>(members.size());
        for (Object member : members) {
            String name = nameOf(member);
            if (name == null || names.add(name)) {
                kept.add(member);
            } else {
                quirks.add(Quirk.DUPLICATE_NAME);
            }
        }
        return kept;
    }

    private static @Nullable String nameOf(Object member) {
        if (member instanceof ParameterValueStruct value) {
            return value.name();
        }
        return member instanceof ParameterInfoStruct info ? info.name() : null;
    }
}
