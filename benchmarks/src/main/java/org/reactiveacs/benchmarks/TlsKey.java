package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A kind of server certificate, and how much cheaper than a full handshake a resumed one shall be with it. */
enum TlsKey {
    ECDSA_P256("ECDSA P-256", "-keyalg EC -groupname secp256r1", 0.75, 0.85),
    RSA_2048("RSA-2048", "-keyalg RSA -keysize 2048", 0.35, 0.35);

    private static final String ALIAS = "server";
    private static final String PASSWORD = "benchmark";

    private final String title;
    private final String algorithm;
    private final double tls12;
    private final double tls13;

    TlsKey(String title, String algorithm, double tls12, double tls13) {
        this.title = title;
        this.algorithm = algorithm;
        this.tls12 = tls12;
        this.tls13 = tls13;
    }

    /** The most that a resumed handshake may take of a full one. */
    double budget(String protocol) {
        return protocol.equals("TLSv1.2") ? tls12 : tls13;
    }

    @Override
    public String toString() {
        return title;
    }

    /**
     * Makes a certificate that signs itself.
     *
     * @param directory where its files are written
     * @return settings for a server
     */
    List<String> certify(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve(name() + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of(algorithm.split(" ", -1)));
        command.addAll(List.of("-dname", "CN=localhost", "-validity", "2", "-storetype", "PKCS12"));
        command.addAll(List.of("-alias", ALIAS, "-storepass", PASSWORD, "-keystore", store.toString()));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool cannot make a certificate: " + String.join(" ", command));
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Path certificate = directory.resolve(name() + ".pem");
        Path key = directory.resolve(name() + ".key");
        write(certificate, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
        write(key, "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        return List.of("cwmp.tls.certificate=" + certificate, "cwmp.tls.key=" + key);
    }

    private static void write(Path file, String type, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                file,
                "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n",
                StandardCharsets.US_ASCII);
    }
}
