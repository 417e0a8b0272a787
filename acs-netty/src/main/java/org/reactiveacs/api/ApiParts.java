package org.reactiveacs.api;

import java.time.InstantSource;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.cluster.Membership;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.library.PoliciesInForce;
import org.reactiveacs.policy.desired.Seen;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.Ids;
import org.reactiveacs.port.Wake;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;

/**
 * What the API is built on.
 *
 * @param store where everything stands
 * @param policies in force at this node
 * @param tools what is derived by keys, for previews
 * @param mail tells that tasks ended
 * @param membership this node among others
 * @param wake asks devices to call
 * @param ids names tasks and writes
 * @param clock the time
 * @param access who may use it
 * @param scheme what the store's device ids are made of
 * @param settings limits
 */
public record ApiParts(
        Store store,
        PoliciesInForce policies,
        Seen.Tools tools,
        Mail mail,
        Membership membership,
        Wake wake,
        Ids ids,
        InstantSource clock,
        ApiAccess access,
        IdentityScheme scheme,
        ApiSettings settings) {

    /** What stands for parameters' paths, as this node knows it. */
    PathNames names() {
        return policies.now().aliases();
    }

    Write write(Actor actor) {
        return new Write(ids.next(), actor, now());
    }

    /** The time to the millisecond: that is what records hold. */
    java.time.Instant now() {
        return java.time.Instant.ofEpochMilli(clock.millis());
    }
}
