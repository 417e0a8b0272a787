package org.reactiveacs.device;

import java.util.AbstractList;

/**
 * The newest sessions of a device, newest first, at most {@link Visit#KEPT}. It cannot be changed. Sessions look at the newest
 * and add one, so no more than that need be quick.
 */
public abstract class Visits extends AbstractList<Visit> {

    /** With one more in front of them; the oldest goes when there are too many. */
    public abstract Visits push(Visit visit);

    /** With one of them replaced; 0 is the newest. */
    public abstract Visits with(int index, Visit visit);
}
