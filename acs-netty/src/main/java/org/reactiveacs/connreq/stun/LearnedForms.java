package org.reactiveacs.connreq.stun;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ModelKey;

/**
 * Which form of the URI a device is asked with: the one that has brought a session from its model, or else the next one each time that
 * none came. In memory alone, for a wrong guess costs one wake. Thread-safe.
 */
final class LearnedForms {
    private static final int MOST_MODELS = 10_000;
    private static final int MOST_DEVICES = 100_000;
    /** A device that is off answers no form, so what its model takes is not given up at once. */
    private static final int TRIES_OF_LEARNED = 2;

    private static final List<UriForm> FORMS = List.of(UriForm.values());

    private final Map<ModelKey, UriForm> models = newest(MOST_MODELS);
    private final Map<DeviceId, Asked> devices = newest(MOST_DEVICES);

    /**
     * A device that was asked and has not called.
     *
     * @param form it was asked with last
     * @param silent how often it did not call
     */
    private record Asked(UriForm form, int silent) {}

    private static <K, V> Map<K, V> newest(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** The form for the next datagram. */
    synchronized UriForm next(DeviceId device, @Nullable ModelKey model) {
        Asked before = devices.get(device);
        int silent = before == null ? 0 : before.silent();
        UriForm form = form(model == null ? null : models.get(model), silent);
        devices.put(device, new Asked(form, silent));
        return form;
    }

    private static UriForm form(@Nullable UriForm learned, int silent) {
        if (learned == null) {
            return FORMS.get(silent % FORMS.size());
        }
        int others = Math.max(0, silent - TRIES_OF_LEARNED + 1);
        return FORMS.get((FORMS.indexOf(learned) + others) % FORMS.size());
    }

    /** It has called since it was asked to. */
    synchronized void called(DeviceId device, @Nullable ModelKey model) {
        Asked asked = devices.remove(device);
        if (asked != null && model != null) {
            models.put(model, asked.form());
        }
    }

    /** It has not. */
    synchronized void silent(DeviceId device) {
        devices.computeIfPresent(device, (id, asked) -> new Asked(asked.form(), asked.silent() + 1));
    }
}
