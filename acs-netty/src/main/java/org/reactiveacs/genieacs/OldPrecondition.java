package org.reactiveacs.genieacs;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Preconditions as versions before 1.2 wrote them, and the NBI still takes them: a query of MongoDB in JSON. Means what GenieACS makes of it. */
final class OldPrecondition {

    private static final Map<String, String> COMPARISONS =
            Map.of("$eq", "=", "$ne", "<>", "$lt", "<", "$lte", "<=", "$gt", ">", "$gte", ">=");
    private static final Term TRUE = new Term.Literal(true);

    private OldPrecondition() {}

    /** @throws Term.Unreadable if GenieACS would not take it either */
    static Term read(JsonNode query) {
        Term all = TRUE;
        for (var property : query.properties()) {
            all = and(all, property(property.getKey(), property.getValue()));
        }
        return all;
    }

    private static Term property(String name, JsonNode value) {
        if (name.equals("$and") || name.equals("$or")) {
            Term joined = null;
            for (var part : value) {
                var term = read(part);
                joined = joined == null
                        ? term
                        : new Term.Binary(name.substring(1).toUpperCase(java.util.Locale.ROOT), joined, term);
            }
            return joined == null ? new Term.Literal(name.equals("$and")) : joined;
        }
        if (name.startsWith("$")) {
            throw new Term.Unreadable("the operator " + name + " is none that GenieACS takes");
        }
        if (name.equals("_tags")) {
            return tags(value);
        }
        var parameter = new Term.Parameter(name);
        if (name.startsWith("Tags.")) {
            return present(parameter, exists(value));
        }
        if (!value.isObject()) {
            return new Term.Binary("=", parameter, literal(value));
        }
        Term all = TRUE;
        for (var comparison : value.properties()) {
            var operator = COMPARISONS.get(comparison.getKey());
            if (operator == null) {
                throw new Term.Unreadable("the operator " + comparison.getKey() + " is none that GenieACS takes");
            }
            Term term = new Term.Binary(operator, parameter, literal(comparison.getValue()));
            all = and(
                    all,
                    operator.equals("<>") ? new Term.Binary("OR", term, new Term.Unary("IS NULL", parameter)) : term);
        }
        return all;
    }

    private static Term tags(JsonNode value) {
        if (!value.isObject()) {
            return present(tag(value), true);
        }
        Term all = TRUE;
        for (var comparison : value.properties()) {
            switch (comparison.getKey()) {
                case "$eq" -> all = and(all, present(tag(comparison.getValue()), true));
                case "$ne" -> all = and(all, present(tag(comparison.getValue()), false));
                default -> throw new Term.Unreadable("_tags is compared by " + comparison.getKey());
            }
        }
        return all;
    }

    private static Term.Parameter tag(JsonNode value) {
        if (!value.isString()) {
            throw new Term.Unreadable("a tag is a text");
        }
        return new Term.Parameter("Tags." + TagNames.encoded(value.stringValue()));
    }

    private static boolean exists(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        for (var name : new String[] {"$eq", "$ne", "$exists"}) {
            if (value.path(name).isBoolean()) {
                return value.path(name).booleanValue() != name.equals("$ne");
            }
        }
        throw new Term.Unreadable("a tag is there or not");
    }

    private static Term present(Term.Parameter parameter, boolean isThere) {
        return new Term.Unary(isThere ? "IS NOT NULL" : "IS NULL", parameter);
    }

    private static Term literal(JsonNode value) {
        if (value.isString()) {
            return new Term.Literal(value.stringValue());
        }
        if (value.isNumber()) {
            return new Term.Literal(value.decimalValue());
        }
        if (value.isBoolean()) {
            return new Term.Literal(value.booleanValue());
        }
        throw new Term.Unreadable("a text, a number or a boolean is compared with");
    }

    private static Term and(Term left, Term right) {
        return left.equals(TRUE) ? right : new Term.Binary("AND", left, right);
    }
}
