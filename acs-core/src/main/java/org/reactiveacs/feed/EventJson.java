package org.reactiveacs.feed;

import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.port.DomainEvent;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What other systems are told, in JSON. */
public final class EventJson {

    /** The type of a gap, beside those of events. */
    public static final String GAP = "GAP";

    /** What a device says of a fault may be long. */
    private static final int MOST_CHARS = 2000;

    /** Who a URL is called as. */
    private static final Pattern USER = Pattern.compile("(?<=://)[^/?#\\s]*@");

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private EventJson() {}

    /** What it is called, unique and the same for every reader. */
    public static String id(Told told) {
        return told.partition() + "-" + told.number();
    }

    /** What sort of thing happened: {@link DomainEvent.Type} or {@value #GAP}. */
    public static String type(Told told) {
        return told instanceof Told.Happened happened ? happened.event().type().name() : GAP;
    }

    /** One line of JSON. */
    public static String write(Told told) {
        var json = JsonNodeFactory.instance.objectNode().put("id", id(told)).put("type", type(told));
        if (told instanceof Told.Happened happened) {
            write(happened.event(), json);
        } else if (told instanceof Told.Gap gap) {
            json.put("reason", gap.reason() == Told.Gap.Reason.SET_BACK ? "setBack" : "trimmed");
            json.put("after", gap.partition() + "-" + gap.after());
            json.put("missed", Math.max(0, gap.number() - gap.after()));
        }
        return MAPPER.writeValueAsString(json);
    }

    /** One line of JSON for an event that is told by another name than its number. */
    public static String write(String id, DomainEvent event) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("type", event.type().name());
        write(event, json);
        return MAPPER.writeValueAsString(json);
    }

    private static void write(DomainEvent event, ObjectNode json) {
        json.put("device", event.device().value());
        json.put("at", event.at().toString());
        var detail = json.putObject("detail");
        new TreeMap<>(event.detail()).forEach((name, value) -> detail.put(name, shown(value)));
    }

    private static String shown(String value) {
        var text = USER.matcher(value).replaceAll(Secrets.MASK + "@");
        return text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "..." : text;
    }

    /** The type of that name, in whatever letter case; an error names those that there are. */
    public static DomainEvent.Type type(String name) {
        try {
            return DomainEvent.Type.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "no event is called '" + name + "': " + java.util.Arrays.toString(DomainEvent.Type.values()), e);
        }
    }
}
