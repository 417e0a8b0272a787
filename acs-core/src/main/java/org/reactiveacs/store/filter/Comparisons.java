package org.reactiveacs.store.filter;

import java.time.Instant;
import org.reactiveacs.device.MacAddress;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.device.Wildcard;

/**
 * Makes comparisons of a field, an operator and a value, and refuses those that have no meaning.
 *
 * @param text for the place of an error
 * @param now what {@code now} means
 * @param operatorAt where the operator stands
 * @param valueAt where the value stands
 */
record Comparisons(FilterText text, Instant now, int operatorAt, int valueAt) {

    /** @param names what the path stands for if it is a name, {@link PathNames#NONE} if it is none */
    DeviceFilter parameter(String path, PathNames names, Operator operator, String value) {
        var comparison = operator.comparison();
        return comparison == null
                ? new DeviceFilter.ParameterLike(path, new Wildcard(value), names)
                : new DeviceFilter.ParameterIs(path, comparison, value, names);
    }

    DeviceFilter variable(String name, Operator operator, String value) {
        var comparison = operator.comparison();
        return comparison == null
                ? new DeviceFilter.VariableLike(name, new Wildcard(value))
                : new DeviceFilter.VariableIs(name, comparison, value);
    }

    DeviceFilter field(DeviceFilter.Field field, Operator operator, String value) {
        if (field == DeviceFilter.Field.MAC) {
            return mac(operator, value);
        }
        var comparison = operator.comparison();
        return comparison == null
                ? new DeviceFilter.FieldLike(field, new Wildcard(value))
                : new DeviceFilter.FieldIs(field, comparison, value);
    }

    private DeviceFilter mac(Operator operator, String value) {
        var comparison = operator.comparison();
        if (comparison == null) {
            return new DeviceFilter.FieldLike(DeviceFilter.Field.MAC, new Wildcard(MacPattern.canonical(value)));
        }
        if (comparison != DeviceFilter.Comparison.EQUAL && comparison != DeviceFilter.Comparison.NOT_EQUAL) {
            throw text.wrong("mac is compared with =, != and ~", operatorAt);
        }
        var mac = MacAddress.canonical(value);
        if (mac == null) {
            throw text.wrong(
                    "'" + value + "' is no MAC address; with ~ a part of one will do, as mac ~ 00:1A*", valueAt);
        }
        return new DeviceFilter.FieldIs(DeviceFilter.Field.MAC, comparison, mac);
    }

    DeviceFilter tag(Operator operator, String value) {
        var has = new DeviceFilter.HasTag(value);
        if (operator.comparison() == DeviceFilter.Comparison.EQUAL) {
            return has;
        }
        if (operator.comparison() == DeviceFilter.Comparison.NOT_EQUAL) {
            return new DeviceFilter.Not(has);
        }
        throw text.wrong("tags are compared with = and !=", operatorAt);
    }

    DeviceFilter silent(Operator operator, String value) {
        boolean equal = operator.comparison() == DeviceFilter.Comparison.EQUAL;
        if (!equal && operator.comparison() != DeviceFilter.Comparison.NOT_EQUAL) {
            throw text.wrong("silent is compared with = and !=", operatorAt);
        }
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw text.wrong("silent is true or false, not '" + value + "'", valueAt);
        }
        return new DeviceFilter.Silent(value.equalsIgnoreCase("true") == equal);
    }

    DeviceFilter time(Operator operator, String value) {
        var comparison = operator.comparison();
        if (comparison == null
                || comparison == DeviceFilter.Comparison.EQUAL
                || comparison == DeviceFilter.Comparison.NOT_EQUAL) {
            throw text.wrong("lastInform is compared with before, after, <, <=, > and >=", operatorAt);
        }
        var instant = FilterInstant.parse(value, now);
        if (instant == null) {
            throw text.wrong("'" + value + "' is no time: " + FilterInstant.EXPECTED, valueAt);
        }
        boolean before =
                comparison == DeviceFilter.Comparison.LESS || comparison == DeviceFilter.Comparison.LESS_OR_EQUAL;
        boolean nextTick =
                comparison == DeviceFilter.Comparison.LESS_OR_EQUAL || comparison == DeviceFilter.Comparison.GREATER;
        return new DeviceFilter.LastInform(before, nextTick ? instant.plusNanos(1) : instant);
    }
}
