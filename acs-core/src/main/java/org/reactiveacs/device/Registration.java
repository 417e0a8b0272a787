package org.reactiveacs.device;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What operators say of a device. Sessions read it and never write it.
 *
 * @param at when it was first registered, null when no operator ever did
 * @param tags in no order that means anything
 * @param credential the device's own, null when its password is derived (or the onboarding one)
 * @param previous the credential that {@code credential} replaces: good until the device has used the new one. Without {@code credential} the one that the
 *     device had at another server, which the derived password replaces
 * @param releasedAt when an operator last let it out of quarantine, null if never
 * @param variables what policies may use of it, by name
 * @param subscription whose it is, null if it is nobody's
 * @param succession whether another came in its place or it in another's, null if neither
 * @param rotation how often the passwords were rotated that are derived for it, null if they never were
 * @param handOver that it was given to another ACS, null if it never was
 */
public record Registration(
        @Nullable Instant at,
        Set<String> tags,
        @Nullable Credential credential,
        @Nullable Credential previous,
        @Nullable Instant releasedAt,
        Map<String, Variable> variables,
        @Nullable Subscription subscription,
        @Nullable Succession succession,
        @Nullable Rotation rotation,
        @Nullable HandOver handOver) {

    /**
     * Something that is known of a device or its subscriber, as a plan or an account.
     *
     * @param secret whether people are not shown its value
     */
    public record Variable(String value, boolean secret) {
        @Override
        public String toString() {
            return secret ? Secrets.MASK : value;
        }
    }

    public static final Registration NONE = new Registration(null, Set.of(), null, null, null);

    public Registration(
            @Nullable Instant at,
            Set<String> tags,
            @Nullable Credential credential,
            @Nullable Credential previous,
            @Nullable Instant releasedAt) {
        this(at, tags, credential, previous, releasedAt, Map.of(), null, null, null, null);
    }

    /** Registrations from before there were variables have none. */
    public Registration(
            @Nullable Instant at,
            Set<String> tags,
            @Nullable Credential credential,
            @Nullable Credential previous,
            @Nullable Instant releasedAt,
            @Nullable Map<String, Variable> variables,
            @Nullable Subscription subscription,
            @Nullable Succession succession,
            @Nullable Rotation rotation,
            @Nullable HandOver handOver) {
        this.at = at;
        this.tags = Collections.unmodifiableSet(new TreeSet<>(tags));
        this.credential = credential;
        this.previous = previous;
        this.releasedAt = releasedAt;
        this.variables = variables == null || variables.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new TreeMap<>(variables));
        this.subscription = subscription;
        this.succession = succession;
        this.rotation = rotation;
        this.handOver = handOver;
    }

    /** Another one that is like it but for what is changed. */
    private Registration with(Consumer<Change> changes) {
        var change = new Change(this);
        changes.accept(change);
        return change.made();
    }

    private static final class Change {
        private @Nullable Instant at;
        private Set<String> tags;
        private @Nullable Credential credential;
        private @Nullable Credential previous;
        private @Nullable Instant releasedAt;
        private Map<String, Variable> variables;
        private @Nullable Subscription subscription;
        private @Nullable Succession succession;
        private @Nullable Rotation rotation;
        private @Nullable HandOver handOver;

        Change(Registration before) {
            at = before.at;
            tags = before.tags;
            credential = before.credential;
            previous = before.previous;
            releasedAt = before.releasedAt;
            variables = before.variables;
            subscription = before.subscription;
            succession = before.succession;
            rotation = before.rotation;
            handOver = before.handOver;
        }

        Registration made() {
            return new Registration(
                    at,
                    tags,
                    credential,
                    previous,
                    releasedAt,
                    variables,
                    subscription,
                    succession,
                    rotation,
                    handOver);
        }
    }

    /** The values of the variables, secret ones among them: the device's own over its subscriber's. */
    public Map<String, String> plainVariables() {
        if (variables.isEmpty() && subscription == null) {
            return Map.of();
        }
        var plain = new TreeMap<String, String>();
        if (subscription != null) {
            subscription.variables().forEach((name, variable) -> plain.put(name, variable.value()));
        }
        variables.forEach((name, variable) -> plain.put(name, variable.value()));
        return plain;
    }

    /** What people may know of a variable, the device's own or else its subscriber's; null where there is none or it is secret. */
    public @Nullable String shownVariable(String name) {
        var variable = variables.get(name);
        if (variable == null && subscription != null) {
            variable = subscription.variables().get(name);
        }
        return variable == null || variable.secret() ? null : variable.value();
    }

    /** The id of its subscriber, empty if it is nobody's. */
    public String subscriber() {
        return subscription == null ? "" : subscription.subscriber();
    }

    /** That another device came in its place, null while none did. */
    public Succession.@Nullable Retirement retirement() {
        return succession == null ? null : succession.retirement();
    }

    /** In whose place it came, null if in nobody's. */
    public @Nullable DeviceId replaces() {
        return succession == null ? null : succession.replaces();
    }

    private Succession successionOrNone() {
        return succession == null ? Succession.NONE : succession;
    }

    /** Another device comes in its place. */
    public Registration retired(Succession.Retirement retirement) {
        var next = successionOrNone().retired(retirement);
        return with(change -> change.succession = next);
    }

    /** It comes in another's place and takes that one's tags and variables. */
    public Registration replacing(DeviceId other, Set<String> itsTags, Map<String, Variable> itsVariables) {
        var allTags = new TreeSet<>(tags);
        allTags.addAll(itsTags);
        var all = new TreeMap<>(variables);
        all.putAll(itsVariables);
        var next = successionOrNone().replacing(other);
        return with(change -> {
            change.tags = allTags;
            change.variables = all;
            change.succession = next;
        });
    }

    /** Without what another device has now. */
    public Registration emptied(Succession.Retirement retirement) {
        var next = successionOrNone().retired(retirement.moved());
        return with(change -> {
            change.tags = Set.of();
            change.variables = Map.of();
            change.subscription = null;
            change.succession = next;
        });
    }

    /** With another subscriber, or what else is known of the same one; null for nobody. */
    public Registration subscribed(@Nullable Subscription next) {
        return with(change -> change.subscription = next);
    }

    /** With a variable, or without it where there is none. */
    public Registration withVariable(String name, @Nullable Variable variable) {
        var next = new TreeMap<>(variables);
        if (variable == null) {
            next.remove(name);
        } else {
            next.put(name, variable);
        }
        return with(change -> change.variables = next);
    }

    public Registration registered(Instant when) {
        return at != null ? this : with(change -> change.at = when);
    }

    public Registration tagged(String tag) {
        var more = new TreeSet<>(tags);
        more.add(tag);
        return with(change -> change.tags = more);
    }

    public Registration untagged(String tag) {
        var fewer = new TreeSet<>(tags);
        fewer.remove(tag);
        return with(change -> change.tags = fewer);
    }

    public Registration withCredential(Credential own) {
        return with(change -> {
            change.credential = own;
            change.previous = credential != null ? credential : previous;
        });
    }

    public Registration released(Instant when) {
        return with(change -> change.releasedAt = when);
    }

    /** Has it come in with what it had at another server, until it has used what it is given here. */
    public Registration keeping(Credential ofOtherServer) {
        return with(change -> change.previous = ofOtherServer);
    }

    /** Whether the device has used what replaces its previous credential. */
    public boolean isSettledBy(Access access) {
        return previous != null && (access.usedStored() || credential == null && access.keyVersion() > 0);
    }

    /** The new credential was used: the old one is no longer good. */
    public Registration settled() {
        return with(change -> change.previous = null);
    }

    /** How often the passwords were rotated that are derived for it. */
    public int epoch() {
        return rotation == null ? 0 : rotation.epoch();
    }

    /** Whether the device has not taken its newest derived passwords yet, as far as is known. */
    public boolean isRotating() {
        return rotation != null && !rotation.isConfirmed();
    }

    /**
     * Whether passwords that are derived and rotated prove to us who it is: where an operator gave it a credential, that does.
     */
    public boolean provesByRotated() {
        return rotation != null && credential == null;
    }

    /** It is to have other derived passwords; nothing changes while it has not taken the last ones, for one of three could not be told. */
    public Registration rotated(Instant when) {
        return isRotating() ? this : rotated(Rotation.after(rotation, when));
    }

    /** It has taken the passwords of an epoch, if those are its newest. */
    public Registration confirmed(int itsEpoch) {
        return rotation != null && isRotating() && rotation.epoch() == itsEpoch ? rotated(rotation.confirmed()) : this;
    }

    private Registration rotated(Rotation next) {
        return with(change -> change.rotation = next);
    }

    /** It was given to another ACS, or something became of that. */
    public Registration handedOver(HandOver next) {
        return with(change -> change.handOver = next);
    }

    /** Whether another ACS has it, or is to. */
    public boolean isAway() {
        return handOver != null && handOver.isAway();
    }
}
