package org.reactiveacs.simulator.model;

import org.jspecify.annotations.Nullable;

/** Instances by their aliases in brackets, where the device addresses by them (TR-069 A6 §3.6.1). */
public final class Aliases {
    private static final String ALIAS = "Alias";

    private final DataModel model;

    Aliases(DataModel model) {
        this.model = model;
    }

    /** Whether aliases are taken in the place of numbers. */
    public boolean areTaken() {
        return management("AliasBasedAddressing").equals("1");
    }

    /** Whether a set makes instances that are not there. */
    public boolean makeInstances() {
        return areTaken() && management("AutoCreateInstances").equals("1");
    }

    private String management(String name) {
        return model.find(model.root() + "ManagementServer." + name)
                .map(model::value)
                .orElse("");
    }

    /** Whether the instances of a table have aliases. */
    public boolean areIn(Place table) {
        return table.object().parameters().containsKey(ALIAS);
    }

    /** Whether a parameter is one. */
    public boolean isOne(Place place) {
        return place.parameter() != null && place.parameter().name().equals(ALIAS);
    }

    /** Whether a text may be one (TR-181, the data type Alias). */
    public static boolean isFit(String text) {
        return !text.isEmpty() && text.length() <= 64 && Character.isLetter(text.charAt(0));
    }

    /** The number of the instance that an alias in brackets names; 0 for none. */
    int number(Place table, String bracketed) {
        if (!areIn(table) || !bracketed.endsWith("]") || !areTaken()) {
            return 0;
        }
        return number(table, bracketed.substring(1, bracketed.length() - 1), 0);
    }

    /** The instance of a table that has an alias, another than one; 0 for none. */
    public int number(Place table, String alias, int butNot) {
        int[] found = {0};
        model.eachChild(table, instance -> {
            if (instance.instance() != butNot && alias.equals(of(instance))) {
                found[0] = instance.instance();
            }
        });
        return found[0];
    }

    private @Nullable String of(Place instance) {
        Parameter alias = instance.object().parameters().get(ALIAS);
        return alias == null ? null : model.value(instance.of(alias));
    }

    /** Gives an instance an alias. */
    public void set(Place instance, String alias) {
        model.set(instance.path() + ALIAS, alias);
    }

    /** Whether any part of a path is a number: most that Informs carry have none. */
    private static boolean hasInstances(String path) {
        for (int dot = path.indexOf('.'); dot >= 0 && dot + 1 < path.length(); dot = path.indexOf('.', dot + 1)) {
            if (Character.isDigit(path.charAt(dot + 1))) {
                return true;
            }
        }
        return false;
    }

    /** A path as the device tells it: with aliases in the place of numbers if it was set so. */
    public String told(String path) {
        if (!hasInstances(path) || !areTaken() || !management("InstanceMode").equals("InstanceAlias")) {
            return path;
        }
        StringBuilder told = new StringBuilder();
        int at = 0;
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', at)) {
            Place place = model.find(path.substring(0, dot + 1)).orElseThrow();
            String alias = place.isInstance() ? of(place) : null;
            told.append(alias == null ? path.substring(at, dot) : '[' + alias + ']')
                    .append('.');
            at = dot + 1;
        }
        return told.append(path, at, path.length()).toString();
    }
}
