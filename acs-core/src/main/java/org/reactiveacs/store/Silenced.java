package org.reactiveacs.store;

/**
 * What a look for silent devices came to.
 *
 * @param fell how many fell silent
 * @param left how many have gone to another ACS, to which they were given
 */
public record Silenced(int fell, int left) {
    public static final Silenced NONE = new Silenced(0, 0);

    public Silenced and(Silenced more) {
        return new Silenced(fell + more.fell, left + more.left);
    }
}
