package org.reactiveacs.session.work;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.device.InstanceAlias;

/** The instances of an object, as a device's answers name them: by number or by alias. */
final class Instances {
    private Instances() {}

    static List<String> in(String table, GetParameterNamesResponse names) {
        return names.parameterList().stream()
                .map(info -> info.name())
                .filter(name -> name.startsWith(table) && name.length() > table.length())
                .map(name -> name.substring(table.length()))
                .map(rest -> rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest)
                .filter(Instances::isOne)
                .distinct()
                .toList();
    }

    private static boolean isOne(String name) {
        return name.startsWith("[") || !name.isEmpty() && name.chars().allMatch(Character::isDigit);
    }

    /** Asks a device that addresses by alias how it calls an instance. */
    static GetParameterValues called(String table, String alias) {
        return new GetParameterValues(List.of(InstanceAlias.path(table, alias) + InstanceAlias.PARAMETER));
    }

    /** What it answered; null if it has no such instance. */
    static @Nullable String called(String table, String alias, GetParameterValuesResponse response) {
        return response.parameterList().stream()
                .filter(value -> alias.equals(value.value()))
                .map(ParameterValueStruct::name)
                .filter(name -> name.startsWith(table) && name.endsWith("." + InstanceAlias.PARAMETER))
                .map(name -> name.substring(table.length(), name.length() - InstanceAlias.PARAMETER.length() - 1))
                .filter(Instances::isOne)
                .findFirst()
                .orElse(null);
    }
}
