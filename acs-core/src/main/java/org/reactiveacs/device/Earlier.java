package org.reactiveacs.device;

import org.jspecify.annotations.Nullable;

/**
 * What a device was before an Inform, as far as the Inform proves something beside it. An open session keeps it; a whole head would
 * be most of what the session takes.
 *
 * @param softwareVersion as it was told last, empty when it never was
 * @param parameterKey as it was told last, null when it never was
 * @param ourKey the ParameterKey that our last confirmed call left, empty when none did
 * @param duplicate what made us think that two boxes share its identity, null when nothing did
 */
public record Earlier(
        String softwareVersion,
        @Nullable String parameterKey,
        String ourKey,
        @Nullable String duplicate) {

    /**
     * What a head says.
     *
     * @param head null at first contact, and then so is this
     * @param now the head with the Inform, whose texts are used where they are the same; null when there is none
     */
    public static @Nullable Earlier of(@Nullable Device head, @Nullable Device now) {
        if (head == null) {
            return null;
        }
        if (now == null) {
            return new Earlier(
                    head.softwareVersion(),
                    head.parameterKey(),
                    head.standing().ourKey(),
                    head.standing().duplicate());
        }
        var key = head.parameterKey();
        return new Earlier(
                shared(head.softwareVersion(), now.softwareVersion()),
                key == null ? null : shared(key, now.parameterKey()),
                shared(head.standing().ourKey(), now.standing().ourKey()),
                head.standing().duplicate());
    }

    private static String shared(String text, @Nullable String same) {
        return same != null && same.equals(text) ? same : text;
    }
}
