package org.reactiveacs.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * For which reasons the sessions of the fleet are usually opened, and whether those of an interval are others. What is usual follows slowly, so
 * that what stays becomes usual within hours.
 *
 * @param interval the number of the last that was looked at
 * @param learned from how many intervals
 * @param usual the share of sessions with each event code, from 0 to 1
 */
public record EventMix(long interval, int learned, Map<String, Double> usual) {

    /** Sessions are counted together for so long. */
    public static final Duration INTERVAL = Duration.ofMinutes(5);

    public static final EventMix NOTHING = new EventMix(-1, 0, Map.of());

    /** After so many intervals, an hour, something is known. */
    static final int ENOUGH = 12;

    /** An average over so many intervals, six hours. */
    private static final int MEMORY = 72;

    /** Those that are usual most: devices may send any, and a new one each time. */
    static final int MOST_EVENTS = 64;

    private static final int TIMES = 3;
    private static final double WHOLE = 100;

    public EventMix {
        usual = Map.copyOf(usual);
    }

    /** The number of an instant's interval. */
    public static long interval(Instant at) {
        return at.toEpochMilli() / INTERVAL.toMillis();
    }

    /**
     * Why an interval is not as usual, empty if it is, or if it tells nothing.
     *
     * <p>An event's share must have grown by so many points, and to three times what is usual: where one shrinks another grows, so nobody
     * looks for those that shrink.
     */
    public Optional<String> oddity(MixCount count, AnomalyRules.Mix rule) {
        if (rule.isOff() || learned < ENOUGH || count.sessions() < rule.sessions()) {
            return Optional.empty();
        }
        List<String> odd = new TreeMap<>(count.events())
                .entrySet().stream()
                        .filter(event -> isOdd(share(event.getValue(), count), usual(event.getKey()), rule))
                        .map(event -> event.getKey() + " " + percent(share(event.getValue(), count))
                                + " of sessions, usually " + percent(usual(event.getKey())))
                        .toList();
        return odd.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", odd));
    }

    private static boolean isOdd(double share, double usual, AnomalyRules.Mix rule) {
        return share >= TIMES * usual && (share - usual) * WHOLE >= rule.points();
    }

    private double usual(String event) {
        return usual.getOrDefault(event, 0.0);
    }

    private static double share(long events, MixCount count) {
        return (double) events / count.sessions();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", share * WHOLE);
    }

    /** What is usual with this interval in it; one with too few sessions teaches nothing. */
    public EventMix learn(MixCount count, AnomalyRules.Mix rule) {
        if (count.sessions() == 0 || count.sessions() < rule.sessions()) {
            return new EventMix(count.interval(), learned, usual);
        }
        double weight = 1.0 / Math.min(learned + 1, MEMORY);
        Map<String, Double> next = new HashMap<>();
        usual.forEach((event, share) -> next.put(event, share * (1 - weight)));
        count.events().forEach((event, events) -> next.merge(event, share(events, count) * weight, Double::sum));
        return new EventMix(count.interval(), Math.min(learned + 1, MEMORY), most(next));
    }

    private static Map<String, Double> most(Map<String, Double> shares) {
        return shares.size() <= MOST_EVENTS
                ? shares
                : shares.entrySet().stream()
                        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                        .limit(MOST_EVENTS)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
