package org.reactiveacs.session.work;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.task.Sent;

/**
 * A request to the CPE.
 *
 * @param request the RPC
 * @param key the CommandKey or ParameterKey in it, empty if it has none
 * @param repeatable whether sending it twice does no harm
 * @param names how many names a read asks for, 0 for other requests
 * @param instances the instances that the object of an AddObject has now, null when nobody knows
 * @param verifies whether it asks what became of an earlier request, which must not be forgotten meanwhile
 */
public record Ask(
        AcsRequest request,
        String key,
        boolean repeatable,
        int names,
        @Nullable List<String> instances,
        boolean verifies) {

    static Ask repeatable(AcsRequest request) {
        return new Ask(request, "", true, 0, null, false);
    }

    static Ask repeatable(AcsRequest request, String key) {
        return new Ask(request, key, true, 0, null, false);
    }

    static Ask read(AcsRequest request, int names) {
        return new Ask(request, "", true, names, null, false);
    }

    static Ask verifying(AcsRequest request) {
        return new Ask(request, "", true, 0, null, true);
    }

    static Ask once(AcsRequest request, String key) {
        return new Ask(request, key, false, 0, null, false);
    }

    /** The same with another request. */
    Ask with(AcsRequest other) {
        return new Ask(other, key, repeatable, names, instances, verifies);
    }

    /** Whether a response is of the kind that this asks for; a fault always is. */
    public boolean isAnsweredBy(CpeResponse response) {
        return response instanceof Fault || response.rpcName().equals(request.rpcName() + "Response");
    }

    /** What a task remembers of it. */
    public Sent sent(Instant at) {
        return new Sent(
                request.rpcName(),
                key,
                at,
                repeatable,
                names,
                instances == null ? List.of() : instances,
                instances != null);
    }

    /** How a visit tells of it: the RPC, and how much it asks for. */
    public String line() {
        return names == 0 ? request.rpcName() : request.rpcName() + " " + names;
    }
}
