package org.reactiveacs.store;

import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;

/**
 * What a binding is found by.
 *
 * @param kind of text
 * @param text the name, or the address as {@code HOST:PORT}
 */
public record BindingKey(Kind kind, String text) {

    /** What a device has shown of itself. */
    public enum Kind {
        /** Its STUN username, which is its id unless it was told another one. */
        NAME,
        /** Nothing but the address that it sends from; a device tells the same one in its Inform. */
        ADDRESS
    }

    public static BindingKey named(String username) {
        return new BindingKey(Kind.NAME, username);
    }

    public static BindingKey at(String address) {
        return new BindingKey(Kind.ADDRESS, address);
    }

    /** The device whose id a STUN username is: of the tenant before the slash, else of the default one. */
    public static DeviceId device(String username) {
        int slash = username.indexOf('/');
        return slash < 1
                ? DeviceId.of(username)
                : new DeviceId(username.substring(0, slash), username.substring(slash + 1));
    }

    /** Where it stands: with the device if it is one's name. */
    public int partition() {
        return Partitions.of(device(text));
    }
}
