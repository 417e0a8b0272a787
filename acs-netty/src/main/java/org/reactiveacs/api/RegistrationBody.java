package org.reactiveacs.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Credential;
import org.reactiveacs.store.DeviceStore.Change;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client says of a device that it registers. */
final class RegistrationBody {
    private static final int MAX_CHARS = 256;

    private RegistrationBody() {}

    /** The changes that a body asks for; an empty one registers and says no more. */
    static List<Change> changes(byte[] body) {
        var changes = new ArrayList<Change>();
        changes.add(new Change.Register());
        if (body.length > 0) {
            ObjectNode json = JsonBody.object(body);
            JsonBody.allow(json, Set.of("tags", "credentials"));
            tags(json.get("tags"), changes);
            credentials(json.get("credentials"), changes);
        }
        return changes;
    }

    private static void tags(@Nullable JsonNode tags, List<Change> changes) {
        if (tags == null || tags.isNull()) {
            return;
        }
        if (!(tags instanceof ArrayNode list)) {
            throw Problem.body("/tags", "'tags' is a list of texts");
        }
        for (int i = 0; i < list.size(); i++) {
            var tag = list.get(i);
            var problem = tag.isString() ? Tags.problem(tag.stringValue()) : "a tag is a text";
            if (problem != null) {
                throw Problem.body("/tags/" + i, problem);
            }
            changes.add(new Change.Tag(tag.stringValue()));
        }
    }

    private static void credentials(@Nullable JsonNode credentials, List<Change> changes) {
        if (credentials == null || credentials.isNull()) {
            return;
        }
        if (!(credentials instanceof ObjectNode object)) {
            throw Problem.body("/credentials", "'credentials' is an object with username and password");
        }
        for (var name : object.propertyNames()) {
            if (!name.equals("username") && !name.equals("password")) {
                throw Problem.body(
                        "/credentials/" + name, "no property is called '" + name + "' here: password, username");
            }
        }
        changes.add(new Change.SetCredential(credential(object, "/credentials")));
    }

    static Credential credential(ObjectNode object, String pointer) {
        return new Credential(needed(object, "username", pointer), needed(object, "password", pointer));
    }

    private static String needed(ObjectNode object, String name, String pointer) {
        var text = JsonBody.text(object, name, pointer);
        if (text == null || text.isBlank() || text.length() > MAX_CHARS) {
            throw Problem.body(pointer + "/" + name, "'" + name + "' has 1 to " + MAX_CHARS + " characters");
        }
        return text;
    }
}
