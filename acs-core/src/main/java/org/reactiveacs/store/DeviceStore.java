package org.reactiveacs.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Reach;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Subscription;
import org.reactiveacs.device.Succession;
import reactor.core.publisher.Mono;

/** Devices: what operators ask and say. Errors come as {@link StoreException}. */
public interface DeviceStore {

    /** The device, empty when nobody registered it and it never called. */
    Mono<KnownDevice> find(DeviceId device);

    /** What operators said of the device, {@link Registration#NONE} when nothing; the read that stored credentials cost. */
    Mono<Registration> registration(DeviceId device);

    /** Devices that match, a page at a time. */
    Mono<Page> search(DeviceQuery query);

    /**
     * Changes what is said of a device, durably; a device that is not there is registered by {@link Change.Register}
     * alone.
     *
     * @return the device afterwards, empty when it is not there
     */
    Mono<KnownDevice> change(DeviceId device, List<Change> changes, Write write);

    /**
     * Takes over a device that another server knew, durably. What is here already stays; the same once more changes nothing.
     *
     * @return what it changed
     */
    Mono<Takeover> bring(Brought brought, Write write);

    /**
     * Keeps how a device was reached, for the next time; nothing happens when it is not there.
     *
     * @param reach null to keep nothing
     */
    Mono<Void> reached(DeviceId device, @Nullable Reach reach);

    /** Forgets the device with its tree, tasks and session, durably; false when it was not there. */
    Mono<Boolean> delete(DeviceId device, Write write);

    /** One thing to change. */
    sealed interface Change {
        record Register() implements Change {}

        record Tag(String tag) implements Change {}

        record Untag(String tag) implements Change {}

        record SetCredential(Credential credential) implements Change {}

        /** Keeps the credential good that it had at another server, until it has used what it is given here. */
        record KeepCredential(Credential credential) implements Change {}

        /** Gives it a variable, or another value of one. */
        record SetVariable(String name, Registration.Variable variable) implements Change {}

        record RemoveVariable(String name) implements Change {}

        /** Makes it a subscriber's; nothing happens where it is another's, or knows as much or more of the subscriber already. */
        record Subscribe(Subscription subscription) implements Change {}

        /**
         * Makes it nobody's; nothing happens where it is another subscriber's.
         *
         * @param version of the subscriber without the device; a device that came to it later stays
         */
        record Unsubscribe(String subscriber, long version) implements Change {}

        /** Another device comes in its place; nothing happens where one did already. */
        record Retire(Succession.Retirement retirement) implements Change {}

        /** It comes in another's place, and takes its tags and variables; nothing happens where it did already. */
        record Replace(DeviceId other, Set<String> tags, Map<String, Registration.Variable> variables)
                implements Change {}

        /** All that it had is at the device that came in its place; nothing happens where none did. */
        record Moved() implements Change {}

        /** Lets a device out of quarantine. */
        record Release() implements Change {}

        /** Gives it other derived passwords; nothing happens while it has not taken the last ones. */
        record Rotate() implements Change {}

        /** It has taken its derived passwords; nothing happens where there are newer ones. */
        record Rotated(int epoch) implements Change {}

        /** It was given to another ACS, or something became of that; nothing happens if it was said before, or of another order than the one that is known. */
        record HandOver(org.reactiveacs.device.HandOver handOver) implements Change {}

        /** It was not heard of since it was given to another ACS; nothing happens unless it is leaving by that task. */
        record Left(String task) implements Change {}

        /** It is to be taken back by a task, in the place of an earlier one or of none (empty); nothing happens unless it is leaving. */
        record TakeBack(String undo, String earlier) implements Change {}
    }

    /**
     * A page of a search.
     *
     * @param items the devices, in the query's order
     * @param next where the next page begins, null after the last
     * @param count how many match in all; null unless asked for
     */
    record Page(
            List<KnownDevice> items,
            @Nullable String next,
            @Nullable Long count) {}
}
