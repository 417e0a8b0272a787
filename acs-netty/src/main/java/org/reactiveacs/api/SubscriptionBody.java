package org.reactiveacs.api;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.feed.EventJson;
import org.reactiveacs.feed.EventJudge;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.filter.FilterSyntaxException;
import org.reactiveacs.subscription.Terms;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A subscription as clients write it. */
final class SubscriptionBody {
    private static final Set<String> PROPERTIES = Set.of("name", "url", "events", "filter", "secret", "enabled");
    private static final int MOST_NAME_CHARS = 128;
    private static final int LEAST_SECRET_CHARS = 16;
    private static final int MOST_SECRET_CHARS = 256;

    private SubscriptionBody() {}

    /**
     * What a body says.
     *
     * @param before what was said before, null of a new one: a secret that is left out or sent as it is shown stays
     */
    static Terms read(ApiRequest request, EventJudge judge, @Nullable Terms before) {
        var body = JsonBody.object(request.body());
        JsonBody.allow(body, PROPERTIES);
        var enabled = JsonBody.flag(body, "enabled");
        return new Terms(
                name(body),
                url(body),
                types(body),
                filter(body, judge),
                secret(body, before),
                enabled == null || enabled);
    }

    private static String name(ObjectNode body) {
        var name = JsonBody.text(body, "name", "");
        if (name != null && name.length() > MOST_NAME_CHARS) {
            throw Problem.body("/name", "a name has at most " + MOST_NAME_CHARS + " characters");
        }
        return name == null ? "" : name;
    }

    private static String url(ObjectNode body) {
        var url = JsonBody.text(body, "url", "");
        if (url == null) {
            throw Problem.body("/url", "a subscription needs a url");
        }
        var problem = Terms.problem(url);
        if (problem != null) {
            throw Problem.body("/url", problem);
        }
        return url;
    }

    private static Set<DomainEvent.Type> types(ObjectNode body) {
        Set<DomainEvent.Type> types = EnumSet.noneOf(DomainEvent.Type.class);
        var node = body.get("events");
        if (node == null || node.isNull()) {
            return types;
        }
        if (!(node instanceof ArrayNode names)) {
            throw Problem.body("/events", "'events' is a list of types");
        }
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isString()) {
                throw Problem.body("/events/" + i, "the type of an event is expected");
            }
            try {
                types.add(EventJson.type(names.get(i).stringValue()));
            } catch (IllegalArgumentException e) {
                throw Problem.body("/events/" + i, String.valueOf(e.getMessage()));
            }
        }
        return types;
    }

    private static String filter(ObjectNode body, EventJudge judge) {
        var filter = JsonBody.text(body, "filter", "");
        if (filter == null) {
            return "";
        }
        try {
            judge.filter(filter);
            return filter;
        } catch (FilterSyntaxException e) {
            throw Problem.body("/filter", String.valueOf(e.getMessage())).with("position", e.position());
        }
    }

    private static String secret(ObjectNode body, @Nullable Terms before) {
        var secret = JsonBody.text(body, "secret", "");
        if (secret == null || secret.equals(Secrets.MASK)) {
            return before == null ? "" : before.secret();
        }
        return checked(secret, "");
    }

    /** @param at where the secret's object stands in the body */
    static String checked(String secret, String at) {
        if (!secret.isEmpty() && (secret.length() < LEAST_SECRET_CHARS || secret.length() > MOST_SECRET_CHARS)) {
            throw Problem.body(
                    at + "/secret",
                    "a secret has " + LEAST_SECRET_CHARS + " to " + MOST_SECRET_CHARS
                            + " characters, or none for unsigned deliveries");
        }
        return secret;
    }
}
