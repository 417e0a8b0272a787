package org.reactiveacs.scenarios;

import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.reactiveacs.rig.Await;

/** A Prosody with a domain for the ACS, which has an account there, and one for devices, which are let in without. */
final class Prosody implements AutoCloseable {
    static final String ACS = "acs.test";
    static final String DEVICES = "cpe.test";
    static final String PASSWORD = "acs-password";

    private static final Duration START = Duration.ofSeconds(20);

    private final Path directory;
    private final Path configuration;
    private final int port = Ports.free();
    private Program program;

    private Prosody(Path directory) throws Exception {
        this.directory = directory;
        var certificate = new CertificateBuilder()
                .subject("CN=" + ACS)
                .addSanDnsName(ACS)
                .addSanDnsName(DEVICES)
                .notBefore(Instant.now().minus(Duration.ofDays(1)))
                .notAfter(Instant.now().plus(Duration.ofDays(1)))
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path key = Files.writeString(directory.resolve("xmpp.key"), certificate.getPrivateKeyPEM());
        Files.writeString(authority(), certificate.getCertificatePEM());
        Path accounts = Files.createDirectories(directory.resolve("data/acs%2etest/accounts"));
        Files.writeString(accounts.resolve("acs.dat"), "return { [\"password\"] = \"" + PASSWORD + "\"; };\n");
        configuration = Files.writeString(
                directory.resolve("prosody.cfg.lua"), """
                run_as_root = true
                daemonize = false
                pidfile = "%1$s/prosody.pid"
                data_path = "%1$s/data"
                log = { info = "*console" }
                c2s_ports = { %2$d }
                c2s_interfaces = { "127.0.0.1" }
                modules_enabled = { "saslauth", "tls", "disco", "ping" }
                modules_disabled = { "s2s" }
                c2s_require_encryption = true
                ssl = { certificate = "%3$s"; key = "%4$s" }
                VirtualHost "acs.test"
                  authentication = "internal_plain"
                VirtualHost "cpe.test"
                  authentication = "anonymous"
                """.formatted(directory, port, authority(), key));
        program = run();
    }

    /** Starts it and waits until it listens. */
    static Prosody start(Path directory) throws Exception {
        var prosody = new Prosody(directory);
        try {
            prosody.awaitListening();
            return prosody;
        } catch (Exception | AssertionError e) {
            prosody.close();
            throw e;
        }
    }

    private Program run() throws IOException {
        return Program.start(directory, Map.of(), List.of("prosody", "--config", configuration.toString(), "-F"));
    }

    private void awaitListening() throws Exception {
        Await.until("Prosody listens", START, this::isListening);
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it as a machine that fails does. */
    void kill() throws InterruptedException {
        program.kill();
    }

    /** Starts it again, as it was. */
    void startAgain() throws Exception {
        program = run();
        awaitListening();
    }

    int port() {
        return port;
    }

    /** PEM file by which its certificate is trusted. */
    Path authority() {
        return directory.resolve("xmpp.pem");
    }

    @Override
    public void close() {
        program.close();
    }
}
