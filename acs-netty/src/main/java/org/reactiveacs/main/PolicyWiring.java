package org.reactiveacs.main;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.device.Registration;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.keys.Signer;
import org.reactiveacs.library.PoliciesInForce;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.HostPort;
import org.reactiveacs.main.config.Network;
import org.reactiveacs.policy.desired.Marks;
import org.reactiveacs.policy.desired.Seen;
import org.reactiveacs.policy.expression.Server;
import org.reactiveacs.session.Rotations;
import org.reactiveacs.session.Standards;
import org.reactiveacs.store.SilenceRules;

/** What policies derive from the key ring. */
final class PolicyWiring {

    /** What expressions call the passwords that are derived for a device, and what they are derived for. */
    private static final Map<String, String> PURPOSES = purposes();

    private PolicyWiring() {}

    private static Map<String, String> purposes() {
        var purposes = new LinkedHashMap<String, String>();
        purposes.put("cwmp", "cpe-password");
        for (var own : List.of("connreq", "stun", "xmpp", "wifi", "pppoe", "sip", "admin")) {
            purposes.put(own, own.equals("connreq") ? "connection-request" : own);
        }
        return purposes;
    }

    /** @param passwordAge after which passwords are rotated, zero for never */
    static Standards standards(PoliciesInForce policies, KeyRing keys, Duration passwordAge, SilenceRules silence) {
        return new Standards(policies::now, tools(keys), passwordAge, silence);
    }

    /** What expressions see of this server. */
    static Server server(AcsConfig config) {
        var stun = StunWiring.told(config.stun());
        return new Server(
                stun.map(HostPort::host).orElse(""),
                stun.map(HostPort::port).orElse(0),
                config.xmpp().jid().orElse(""),
                config.connreq().pool().orElse(List.of()).stream()
                        .map(Network::text)
                        .toList());
    }

    static Seen.Tools tools(KeyRing keys) {
        var passwords = new LinkedHashMap<String, DerivedPasswords>();
        PURPOSES.forEach((name, purpose) -> passwords.put(name, new DerivedPasswords(keys, purpose)));
        return new Seen.Tools(new Marks(signer(keys.signer("policy values"))), (device, registration) -> purpose -> {
            var derived = passwords.get(purpose);
            return derived == null
                    ? null
                    : derived.of(
                            device.id().tenant() + "/" + device.id().value(),
                            keys.newest(),
                            epoch(purpose, registration));
        });
    }

    private static int epoch(String purpose, Registration registration) {
        boolean isOperators = purpose.equals("cwmp") && !registration.provesByRotated();
        return isOperators || !Rotations.isRotated(purpose) ? 0 : registration.epoch();
    }

    private static Marks.Signer signer(Signer signer) {
        return new Marks.Signer() {
            @Override
            public byte[] mac(byte[] message) {
                return signer.mac(message);
            }

            @Override
            public boolean verify(byte[] message, byte[] tag) {
                return signer.verify(message, tag);
            }
        };
    }
}
