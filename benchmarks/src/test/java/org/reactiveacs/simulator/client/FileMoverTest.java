package org.reactiveacs.simulator.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactiveacs.simulator.cpe.Transfer;
import org.reactiveacs.simulator.cpe.TransferResult;

final class FileMoverTest {
    private final HttpServer server;
    private final List<String> seen = new ArrayList<>();
    private final FileMover mover = new FileMover(null, InstantSource.system(), 2);
    private byte[] received = {};

    FileMoverTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "/fw-2.1.0.bin,   0,  0,    2.1.0",
        "/named,          0,  0,    7.7",
        "/fw-2.1.0.bin,   5,  0,    2.1.0",
        "/fw-2.1.0.bin,   6,  9010, ''",
        "/missing,        0,  9016, ''",
        "/secret/fw-3.0,  0,  0,    3.0",
        "/basic/fw-3.0,   0,  0,    3.0",
        "/never,          0,  9012, ''",
    })
    void fetchesAFileOrSaysWhyNot(String path, long size, int fault, String version) throws Exception {
        TransferResult result = move("M Download", path, size);

        assertThat(result.fault().faultCode()).isEqualTo(fault);
        assertThat(result.firmwareVersion()).isEqualTo(version);
    }

    @Test
    void putsAFile() throws Exception {
        assertThat(move("M Upload", "/put", 0).fault().faultCode()).isZero();
        assertThat(new String(received, UTF_8)).isEqualTo("content");
        assertThat(seen).containsExactly("PUT /put");
        assertThat(move("M Upload", "/missing", 0).fault().faultCode()).isEqualTo(9011);
    }

    @Test
    void aServerThatIsNotThereIs9015() throws Exception {
        server.stop(0);

        assertThat(move("M Download", "/", 0).fault().faultCode()).isEqualTo(9015);
    }

    private TransferResult move(String event, String path, long size) throws Exception {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        Transfer transfer =
                new Transfer(event, "k", "1 Firmware Upgrade Image", url, "user", "secret", size, "", Instant.EPOCH);
        return mover.move(transfer, "content".getBytes(UTF_8)).get(10, TimeUnit.SECONDS);
    }

    private void handle(HttpExchange http) throws IOException {
        String path = http.getRequestURI().getPath();
        seen.add(http.getRequestMethod() + ' ' + path);
        received = http.getRequestBody().readAllBytes();
        String authorization = http.getRequestHeaders().getFirst("Authorization");
        boolean isKnown = authorization != null && !path.equals("/never");
        if (!isKnown && (path.startsWith("/secret") || path.equals("/never"))) {
            challenge(http, "Digest realm=\"files\", nonce=\"x\", qop=\"auth\", algorithm=SHA-256");
        } else if (!isKnown && path.startsWith("/basic")) {
            challenge(http, "Basic realm=\"files\"");
        } else if (path.equals("/missing")) {
            http.sendResponseHeaders(404, -1);
        } else {
            byte[] body = (path.equals("/named") ? "SoftwareVersion=7.7\n" : "12345").getBytes(UTF_8);
            http.sendResponseHeaders(200, body.length);
            http.getResponseBody().write(body);
        }
        http.close();
    }

    private static void challenge(HttpExchange http, String challenge) throws IOException {
        http.getResponseHeaders().add("WWW-Authenticate", challenge);
        http.sendResponseHeaders(401, -1);
    }
}
