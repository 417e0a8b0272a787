package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.device.Credential;
import org.reactiveacs.store.DeviceStore;

class AuthenticationTest {

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint endpoint;

    private int started;

    private RawConnection start(RunningEndpoint.Options options) {
        endpoint = new RunningEndpoint(directory.resolve("store" + ++started), options);
        return endpoint.connect();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private static Inform inform(String event) {
        return anInform().from("00D09E", "1").with(event).build();
    }

    private int login(RawConnection cpe, DigestClient client, String event) {
        var challenge = cpe.post(inform(event));
        assertThat(challenge.status()).isEqualTo(401);
        return cpe.post(inform(event), client.authorization(DigestClient.nonce(challenge), 1))
                .status();
    }

    @Test
    void digestIsAcceptedWithEitherAlgorithm() {
        var cpe = start(RunningEndpoint.Options.digest());

        assertThat(login(cpe, new DigestClient("onboard", "secret", "MD5"), "0 BOOTSTRAP"))
                .isEqualTo(200);
        assertThat(login(cpe, new DigestClient("onboard", "secret", "SHA-256"), "1 BOOT"))
                .isEqualTo(200);
    }

    @Test
    void aWrongPasswordIsRefusedAndNothingIsKnownOfTheDevice() {
        var cpe = start(RunningEndpoint.Options.digest());

        assertThat(login(cpe, new DigestClient("onboard", "wrong", "MD5"), "0 BOOTSTRAP"))
                .isEqualTo(401);
        assertThat(login(cpe, new DigestClient("stranger", "secret", "MD5"), "0 BOOTSTRAP"))
                .isEqualTo(401);

        assertThat(endpoint.store.devices().find(RunningEndpoint.DEVICE).block())
                .isNull();
    }

    @Test
    void aDevicesDerivedPasswordIsItsOwnAlone() {
        var cpe = start(RunningEndpoint.Options.digest());
        var own = new DigestClient("00D09E-1", endpoint.derivedPassword(), "MD5");
        assertThat(login(cpe, own, "1 BOOT")).isEqualTo(200);

        var challenge = cpe.post(anInform().from("00D09E", "2").with("1 BOOT").build(), "X-Forwarded-For: x");
        var asAnother = cpe.post(
                anInform().from("00D09E", "2").with("1 BOOT").build(),
                own.authorization(DigestClient.nonce(challenge), 1));
        assertThat(asAnother.status()).isEqualTo(401);
    }

    @Test
    void theNameMayCarryTheProductClassAndPercentEscapes() {
        var cpe = start(RunningEndpoint.Options.digest());
        for (var name : List.of("00D09E-Router-1", "00D09E-1", "00D09E%2D1")) {
            assertThat(login(cpe, new DigestClient(name, endpoint.derivedPassword(), "MD5"), "1 BOOT"))
                    .as(name)
                    .isEqualTo(200);
        }
    }

    @Test
    void aDeviceWithItsOwnPasswordMayNotComeBackOnTheOnboardingOneUnlessItWasReset() {
        var cpe = start(RunningEndpoint.Options.digest());
        var onboarding = new DigestClient("onboard", "secret", "MD5");
        login(cpe, new DigestClient("00D09E-1", endpoint.derivedPassword(), "MD5"), "1 BOOT");

        assertThat(login(cpe, onboarding, "2 PERIODIC")).isEqualTo(401);
        assertThat(login(cpe, onboarding, "0 BOOTSTRAP")).isEqualTo(200);
        assertThat(endpoint.head().standing().quarantine()).isNotNull();
        assertThat(cpe.postNothing().status()).isEqualTo(204);
    }

    @Test
    void aStoredCredentialOverridesTheDerivedPasswordOnceItWasUsed() {
        var cpe = start(RunningEndpoint.Options.digest());
        var derived = new DigestClient("00D09E-1", endpoint.derivedPassword(), "MD5");
        login(cpe, derived, "1 BOOT");
        endpoint.store
                .devices()
                .change(
                        RunningEndpoint.DEVICE,
                        List.of(new DeviceStore.Change.SetCredential(new Credential("home box", "pa ss"))),
                        endpoint.write())
                .block();

        assertThat(login(cpe, derived, "1 BOOT"))
                .as("until the new one was used")
                .isEqualTo(200);
        assertThat(login(cpe, new DigestClient("home box", "pa ss", "SHA-256"), "1 BOOT"))
                .isEqualTo(200);
        assertThat(login(cpe, derived, "1 BOOT")).isEqualTo(401);
    }

    @Test
    void aRotatedPasswordTakesThePlaceOfTheOneBeforeOnceItWasUsed() {
        var cpe = start(RunningEndpoint.Options.digest());
        login(cpe, own(0), "1 BOOT");
        for (int epoch = 1; epoch < 4; epoch++) {
            rotate();

            assertThat(login(cpe, own(epoch + 1), "1 BOOT")).as("not yet").isEqualTo(401);
            assertThat(login(cpe, own(epoch - 1), "1 BOOT"))
                    .as("until the new one was used")
                    .isEqualTo(200);
            assertThat(login(cpe, own(epoch), "1 BOOT")).isEqualTo(200);
            assertThat(login(cpe, own(epoch - 1), "1 BOOT")).isEqualTo(401);
            if (epoch > 1) {
                assertThat(login(cpe, own(epoch - 2), "1 BOOT")).isEqualTo(401);
            }
        }
    }

    private DigestClient own(int epoch) {
        var passwords = new DerivedPasswords(endpoint.keys, "cpe-password");
        return new DigestClient("00D09E-1", passwords.of("default/00D09E-1", 1, epoch), "SHA-256");
    }

    /** The device is given another password, and has taken it. */
    private void rotate() {
        var known = endpoint.store
                .devices()
                .change(RunningEndpoint.DEVICE, List.of(new DeviceStore.Change.Rotate()), endpoint.write())
                .block();
        endpoint.store
                .devices()
                .change(
                        RunningEndpoint.DEVICE,
                        List.of(new DeviceStore.Change.Rotated(
                                Objects.requireNonNull(known).registration().epoch())),
                        endpoint.write())
                .block();
    }

    @Test
    void anInformPlayedBackIsRefusedAndAsksForANewNonce() {
        var cpe = start(RunningEndpoint.Options.digest());
        var client = new DigestClient("00D09E-1", endpoint.derivedPassword(), "MD5");
        var header = client.authorization(DigestClient.nonce(cpe.post(inform("1 BOOT"))), 1);
        assertThat(cpe.post(inform("1 BOOT"), header).status()).isEqualTo(200);

        try (var eavesdropper = endpoint.connect()) {
            var refused = eavesdropper.post(inform("1 BOOT"), header);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.header("WWW-Authenticate")).contains("stale=true");
        }
    }

    @Test
    void aNonceTooOldIsStaleAndAForgedOneIsNot() {
        var cpe = start(RunningEndpoint.Options.digest());
        var client = new DigestClient("00D09E-1", endpoint.derivedPassword(), "MD5");
        var nonce = DigestClient.nonce(cpe.post(inform("1 BOOT")));
        endpoint.clock.forward(Duration.ofMinutes(6));

        assertThat(cpe.post(inform("1 BOOT"), client.authorization(nonce, 1)).header("WWW-Authenticate"))
                .contains("stale=true");
        var forged = cpe.post(inform("1 BOOT"), client.authorization("A".repeat(44), 1));
        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.header("WWW-Authenticate")).doesNotContain("stale");
    }

    @Test
    void credentialsOnALaterMessageMustBeRightToo() {
        var cpe = start(RunningEndpoint.Options.digest());
        var client = new DigestClient("00D09E-1", endpoint.derivedPassword(), "MD5");
        var nonce = DigestClient.nonce(cpe.post(inform("1 BOOT")));
        var cookie = "Cookie: "
                + cpe.post(inform("1 BOOT"), client.authorization(nonce, 1)).cookie();
        var wrong = new DigestClient("00D09E-1", "wrong", "MD5");

        assertThat(cpe.post(new GetRPCMethods(), cookie, client.authorization(nonce, 2))
                        .status())
                .isEqualTo(200);
        assertThat(cpe.post(new GetRPCMethods(), cookie, wrong.authorization(nonce, 3))
                        .status())
                .isEqualTo(401);
        assertThat(cpe.postNothing(cookie).status()).isEqualTo(204);
    }

    private static String basic(String username, String password) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void basicIsAcceptedWhereItIsAllowed() {
        var cpe = start(RunningEndpoint.Options.basic());
        var challenge = cpe.post(inform("1 BOOT"));

        assertThat(challenge.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(cpe.post(inform("1 BOOT"), basic("onboard", "wrong")).status())
                .isEqualTo(401);
        assertThat(cpe.post(inform("1 BOOT"), basic("onboard", "secret")).status())
                .isEqualTo(200);
    }

    @Test
    void basicIsRefusedWhereOnlyDigestIsAllowed() {
        assertThat(start(RunningEndpoint.Options.digest())
                        .post(inform("1 BOOT"), basic("onboard", "secret"))
                        .status())
                .isEqualTo(401);
    }
}
