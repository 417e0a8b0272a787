package org.reactiveacs.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Locale;
import org.reactiveacs.device.DeviceId;

/**
 * Where a device stands in the order of a search: a sort key, and the id to break ties. A page's cursor is the position of
 * its last device.
 *
 * @param key what the order goes by, empty when it goes by id alone
 * @param id whose
 */
public record SearchPosition(String key, DeviceId id) implements Comparable<SearchPosition> {

    private static final Comparator<SearchPosition> ORDER =
            Comparator.comparing(SearchPosition::key).thenComparing(SearchPosition::id);

    @Override
    public int compareTo(SearchPosition other) {
        return ORDER.compare(this, other);
    }

    /** The key of a last Inform, in milliseconds since the epoch; 0 for a device that never called. */
    public static String lastInformKey(long millis) {
        return millis == 0 ? "" : String.format(Locale.ROOT, "%016x", millis);
    }

    public String cursor() {
        var text = key + '\n' + id.value();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The position that a cursor names.
     *
     * @throws DeviceQuery.BadCursor if it names none
     */
    public static SearchPosition of(String cursor, String tenant) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int line = text.lastIndexOf('\n');
            if (line >= 0) {
                return new SearchPosition(text.substring(0, line), new DeviceId(tenant, text.substring(line + 1)));
            }
        } catch (IllegalArgumentException e) {
            throw new DeviceQuery.BadCursor(cursor, e);
        }
        throw new DeviceQuery.BadCursor(cursor, null);
    }
}
