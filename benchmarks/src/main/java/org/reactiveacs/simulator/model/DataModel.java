package org.reactiveacs.simulator.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one device: the shared schema under an overlay of what was changed. Not thread-safe.
 *
 * <p>Paths must exist where a method does not say otherwise.
 */
public final class DataModel {
    private final Schema schema;
    private final Placeholders placeholders;
    private final Aliases aliases = new Aliases(this);
    private @Nullable Map<String, String> values;
    private @Nullable Map<String, Instances> tables;

    /** Fills in what a schema leaves open, and what changes by itself. */
    @FunctionalInterface
    public interface Placeholders {
        /**
         * The text for a placeholder.
         *
         * @param name between the braces, such as {@code serial}
         * @param instance the last number on the parameter's path
         */
        String fill(String name, int instance);
    }

    public DataModel(Schema schema, Placeholders placeholders) {
        this.schema = schema;
        this.placeholders = placeholders;
    }

    /** The path of the root object, such as {@code Device.}. */
    public String root() {
        return schema.root();
    }

    public Schema schema() {
        return schema;
    }

    /** Its instances by their aliases. */
    public Aliases aliases() {
        return aliases;
    }

    /**
     * Follows a path of a parameter, or of an object with the dot at its end; the empty path leads above the root. What is found has
     * numbers in its path, also where aliases lead there.
     *
     * @return empty when there is no such path
     */
    public Optional<Place> find(String path) {
        Place place = new Place("", schema.top(), null, 0, false, false);
        int at = 0;
        while (at < path.length()) {
            int dot = path.indexOf('.', at);
            String name = path.substring(at, dot < 0 ? path.length() : dot);
            Place next = dot < 0 ? parameter(place, name) : object(place, name);
            if (next == null) {
                return Optional.empty();
            }
            place = next;
            at = dot < 0 ? path.length() : dot + 1;
        }
        return Optional.of(place);
    }

    private static @Nullable Place parameter(Place place, String name) {
        Parameter parameter =
                place.isTable() ? null : place.object().parameters().get(name);
        return parameter == null ? null : place.of(parameter);
    }

    private @Nullable Place object(Place place, String name) {
        if (place.isTable()) {
            int number = name.startsWith("[") ? aliases.number(place, name) : Instances.number(name);
            return instances(place).has(number) ? instance(place, number) : null;
        }
        ObjectNode child = place.object().children().get(name);
        return child == null ? null : place.child(child);
    }

    /** Visits what stands one level below an object: its parameters, then objects or instances. */
    public void eachChild(Place object, Consumer<Place> visitor) {
        if (object.isTable()) {
            for (int number : instances(object).numbers()) {
                visitor.accept(instance(object, number));
            }
            return;
        }
        object.object().parameters().values().forEach(parameter -> visitor.accept(object.of(parameter)));
        object.object().children().values().forEach(child -> visitor.accept(object.child(child)));
    }

    /** Visits a place and all below it, objects before what they hold. */
    public void walk(Place from, Consumer<Place> visitor) {
        visitor.accept(from);
        if (from.parameter() == null) {
            eachChild(from, child -> walk(child, visitor));
        }
    }

    /** The value of a parameter, secrets included. */
    public String value(Place place) {
        Parameter parameter = place.parameter();
        if (parameter == null) {
            throw new IllegalArgumentException("not a parameter: " + place.path());
        }
        String own = values == null ? null : values.get(place.path());
        if (own != null) {
            return own;
        }
        ObjectNode counted = place.object().countedBy(parameter.name());
        if (counted != null) {
            String table = place.path().substring(0, place.path().lastIndexOf('.') + 1);
            Place above = find(table).orElseThrow();
            return Integer.toString(instances(above.child(counted)).count());
        }
        // Nobody goes without an alias: the device gives one until the ACS does.
        return place.isFresh() && !aliases.isOne(place)
                ? parameter.rule().fresh()
                : filled(parameter.firstValue(place.instance()), place.instance());
    }

    /** Changes a value; whether it may be changed, and to this, is for the caller to ask. */
    public void set(String path, String value) {
        if (values == null) {
            values = new HashMap<>();
        }
        values.put(schema.shared(path), value);
    }

    /** Adds an instance to a table and returns its number, which no other instance has had since the last reset. */
    public int add(Place table) {
        if (tables == null) {
            tables = new HashMap<>();
        }
        Instances grown = instances(table).withNext();
        tables.put(table.path(), grown);
        return grown.last();
    }

    /** Deletes an instance with all below it. */
    public void delete(Place instance) {
        if (tables == null) {
            tables = new HashMap<>();
        }
        String path = instance.path();
        String table = path.substring(0, path.lastIndexOf('.', path.length() - 2) + 1);
        Place place = find(table).orElseThrow();
        tables.put(table, instances(place).without(instance.instance()));
        tables.keySet().removeIf(key -> key.startsWith(path));
        if (values != null) {
            values.keySet().removeIf(key -> key.startsWith(path));
        }
    }

    /** How many instances a table has. */
    public int count(Place table) {
        return instances(table).count();
    }

    /** Back to what a factory reset leaves. */
    public void reset() {
        values = null;
        tables = null;
    }

    private Place instance(Place table, int number) {
        return table.instance(number, number > table.object().initialInstances());
    }

    private Instances instances(Place table) {
        Instances own = tables == null ? null : tables.get(table.path());
        if (own != null) {
            return own;
        }
        return table.isFresh() ? Instances.NONE : Instances.first(table.object().initialInstances());
    }

    private String filled(String text, int instance) {
        int open = text.indexOf('{');
        int close = text.indexOf('}', open);
        if (open < 0 || close < 0) {
            return text;
        }
        String filling = placeholders.fill(text.substring(open + 1, close), instance);
        return text.substring(0, open) + filling + filled(text.substring(close + 1), instance);
    }
}
