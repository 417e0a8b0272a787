package org.reactiveacs.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.Registration;
import org.reactiveacs.store.Arrival.Proof;
import reactor.core.publisher.Mono;

/**
 * Finds out whether a CPE is the one that its Inform names: by client certificate, digest or basic authentication. Asks
 * the store only when neither the derived password nor the onboarding one fits. Thread-safe.
 */
public final class CpeAuthenticator {

    private final Settings settings;
    private final NonceIssuer nonces;
    private final DerivedPasswords derived;
    private final Challenges challenges;
    private final DigestVerifier verifier = new DigestVerifier();

    /**
     * What is allowed.
     *
     * @param none whether a CPE may come without any proof
     * @param basic whether it may send its password
     * @param digest algorithms offered, none to refuse digest
     * @param onboarding the credential that devices share until they have their own, null when there is none
     */
    public record Settings(
            boolean none,
            boolean basic,
            List<DigestAlgorithm> digest,
            @Nullable Credential onboarding) {}

    /** What a request shows of its sender. */
    public record Evidence(
            @Nullable String authorization,
            String method,
            String target,
            @Nullable String certificateName) {}

    /** What is known before the body was read. */
    public sealed interface Preliminary {
        /** To be judged against the device that the body names. */
        record Open(Authorization authorization, @Nullable Instant nonceIssued) implements Preliminary {}

        /** No proof was sent, and none is needed: a certificate does, or nobody asks. */
        record Unneeded(Proof proof) implements Preliminary {}

        /** Answer 401. */
        record Challenge(boolean stale, String reason) implements Preliminary {}
    }

    /** Who stands behind a request. */
    public sealed interface Result {
        /**
         * The device, or an onboarding one.
         *
         * @param keyVersion of the derived password, 0 for other proofs
         * @param nonceIssued when the digest's nonce was issued, in microseconds since the epoch; 0 without a digest
         * @param nonceCount the nonce count; 0 without
         * @param quirks labels of what was odd about the digest
         */
        record Proven(Proof proof, int keyVersion, long nonceIssued, int nonceCount, Set<String> quirks)
                implements Result {}

        /** Somebody else. */
        record Unproven(String reason) implements Result {}
    }

    public CpeAuthenticator(Settings settings, NonceIssuer nonces, DerivedPasswords derived, String realm) {
        this.settings = settings;
        this.nonces = nonces;
        this.derived = derived;
        this.challenges = new Challenges(realm, settings.digest(), settings.basic());
    }

    /** The WWW-Authenticate headers of a 401. */
    public List<String> challenges(boolean stale) {
        return challenges.render(nonces.issue(), stale);
    }

    /** Judges what can be judged before the body is read. */
    public Preliminary before(Evidence evidence) {
        if (evidence.authorization() == null) {
            return without(evidence, "no credentials", false);
        }
        var authorization = AuthorizationHeader.parse(evidence.authorization());
        if (authorization instanceof Authorization.Digest digest
                && !settings.digest().isEmpty()) {
            var check = nonces.check(digest.nonce());
            if (check instanceof NonceCheck.Fresh fresh) {
                return new Preliminary.Open(digest, fresh.issued());
            }
            return without(evidence, "nonce not ours or too old", check instanceof NonceCheck.Stale);
        }
        if (authorization instanceof Authorization.Basic basic && settings.basic()) {
            return new Preliminary.Open(basic, null);
        }
        return without(evidence, "scheme not allowed", false);
    }

    /** A certificate may do without credentials, and so may everybody where none are asked for. */
    private Preliminary without(Evidence evidence, String reason, boolean stale) {
        if (evidence.certificateName() != null) {
            return new Preliminary.Unneeded(Proof.CERTIFICATE);
        }
        return settings.none() ? new Preliminary.Unneeded(Proof.NONE) : new Preliminary.Challenge(stale, reason);
    }

    /**
     * Judges a request whose body named the device.
     *
     * @param registration the read that a stored credential costs, subscribed to only if needed
     */
    public Mono<Result> judge(
            Preliminary preliminary,
            Evidence evidence,
            DeviceId device,
            Identity identity,
            Mono<Registration> registration) {
        var name = evidence.certificateName();
        if (name != null && isNamed(name, device, identity)) {
            return Mono.just(CERTIFICATE);
        }
        if (preliminary instanceof Preliminary.Unneeded unneeded) {
            return Mono.just(
                    unneeded.proof() == Proof.NONE || settings.none()
                            ? NONE
                            : new Result.Unproven("the client certificate names another device, or none"));
        }
        if (!(preliminary instanceof Preliminary.Open open)) {
            return Mono.just(new Result.Unproven("no credentials"));
        }
        var known = byKnownSecrets(open, evidence, device, identity);
        return known != null
                ? Mono.just(known)
                : registration.map(stored -> byStored(open, evidence, new Named(device, identity), stored));
    }

    private static final Result NONE = new Result.Proven(Proof.NONE, 0, 0, 0, Set.of());

    private static final Result CERTIFICATE = new Result.Proven(Proof.CERTIFICATE, 0, 0, 0, Set.of());

    /** Whether a device may authenticate under a name when no operator gave it another (TR-069 A6 §3.4.4). */
    private static boolean isNamed(String name, DeviceId device, Identity identity) {
        return name.equals(device.value())
                || name.equals(identity.oui() + "-" + identity.serialNumber())
                || name.equals(identity.oui() + "-" + identity.productClass() + "-" + identity.serialNumber());
    }

    private @Nullable Result byKnownSecrets(
            Preliminary.Open open, Evidence evidence, DeviceId device, Identity identity) {
        var usernames = usernames(open.authorization());
        var onboarding = settings.onboarding();
        if (onboarding != null && usernames.contains(onboarding.username())) {
            var proven = check(open, evidence, onboarding.password(), Proof.ONBOARDING, 0);
            if (proven != null) {
                return proven;
            }
        }
        if (usernames.stream().anyMatch(name -> isNamed(name, device, identity))) {
            for (int version : derived.versions()) {
                var proven = check(
                        open,
                        evidence,
                        derived.of(device.tenant() + "/" + device.value(), version),
                        Proof.DERIVED,
                        version);
                if (proven != null) {
                    return proven;
                }
            }
        }
        return null;
    }

    /** Whom the body names. */
    private record Named(DeviceId device, Identity identity) {}

    private Result byStored(Preliminary.Open open, Evidence evidence, Named named, Registration registration) {
        var usernames = usernames(open.authorization());
        var result = byStored(open, evidence, usernames, registration.credential(), Proof.STORED);
        if (result == null) {
            result = byStored(open, evidence, usernames, registration.previous(), Proof.STORED_PREVIOUS);
        }
        if (result == null && registration.provesByRotated()) {
            result = byRotated(open, evidence, named, registration.epoch());
        }
        return result != null ? result : new Result.Unproven("wrong username or password");
    }

    /** The password of the newest epoch, or of the one before, which is good until the newest was used. */
    private @Nullable Result byRotated(Preliminary.Open open, Evidence evidence, Named named, int newest) {
        if (usernames(open.authorization()).stream()
                .noneMatch(name -> isNamed(name, named.device(), named.identity()))) {
            return null;
        }
        var id = named.device().tenant() + "/" + named.device().value();
        for (int epoch = newest; epoch > 0 && epoch >= newest - 1; epoch--) {
            var proof = epoch == newest ? Proof.STORED : Proof.STORED_PREVIOUS;
            for (int version : derived.versions()) {
                var proven = check(open, evidence, derived.of(id, version, epoch), proof, version);
                if (proven != null) {
                    return proven;
                }
            }
        }
        return null;
    }

    private @Nullable Result byStored(
            Preliminary.Open open,
            Evidence evidence,
            List<String> usernames,
            @Nullable Credential credential,
            Proof proof) {
        return credential != null && usernames.contains(credential.username())
                ? check(open, evidence, credential.password(), proof, 0)
                : null;
    }

    private static List<String> usernames(Authorization authorization) {
        if (authorization instanceof Authorization.Digest digest) {
            return digest.usernames();
        }
        return authorization instanceof Authorization.Basic basic ? basic.usernames() : List.of();
    }

    private @Nullable Result check(
            Preliminary.Open open, Evidence evidence, String password, Proof proof, int keyVersion) {
        if (open.authorization() instanceof Authorization.Digest digest) {
            var quirks =
                    verifier.verify(digest, evidence.method(), evidence.target(), new DigestSecret.Password(password));
            if (quirks.isEmpty()) {
                return null;
            }
            var labels = new TreeSet<String>();
            quirks.get()
                    .forEach(quirk -> labels.add("digest-"
                            + quirk.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')));
            var issued = open.nonceIssued();
            return new Result.Proven(
                    proof,
                    keyVersion,
                    issued == null ? 0 : java.time.temporal.ChronoUnit.MICROS.between(Instant.EPOCH, issued),
                    (int) Math.min(Integer.MAX_VALUE, digest.nonceCount()),
                    labels);
        }
        if (open.authorization() instanceof Authorization.Basic basic
                && MessageDigest.isEqual(
                        basic.password().getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8))) {
            return new Result.Proven(proof, keyVersion, 0, 0, Set.of());
        }
        return null;
    }

    /** The name of the scheme in a preliminary judgement, for metrics. */
    public static String scheme(Preliminary preliminary) {
        if (preliminary instanceof Preliminary.Unneeded unneeded) {
            return unneeded.proof() == Proof.CERTIFICATE ? "certificate" : "none";
        }
        if (preliminary instanceof Preliminary.Open open) {
            return open.authorization() instanceof Authorization.Digest ? "digest" : "basic";
        }
        return "none";
    }
}
