package org.reactiveacs.device;

import org.jspecify.annotations.Nullable;

/**
 * A device as queries give it: what sessions found and what operators said.
 *
 * @param id its key
 * @param head null for a device that was registered and has never called
 * @param registration what operators said, {@link Registration#NONE} if nothing
 * @param silence null unless it is silent
 * @param reach how it was reached last, null if by what is tried first anyway
 */
public record KnownDevice(
        DeviceId id,
        @Nullable Device head,
        Registration registration,
        @Nullable Silence silence,
        @Nullable Reach reach) {

    /** Whether another device came in its place: nobody expects it to call, or asks it to with many others. */
    public boolean isRetired() {
        return registration.retirement() != null;
    }

    /** Whether another ACS has it: nobody expects it to call, or asks it to with many others. */
    public boolean isHandedOver() {
        var handOver = registration.handOver();
        return handOver != null && handOver.state() == HandOver.State.HANDED_OVER;
    }

    /** Who it is; from the id alone while it has never called. */
    public Identity identity(IdentityScheme scheme) {
        return head != null ? head.identity() : id.identity(scheme);
    }
}
