package org.reactiveacs.simulator.client;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.FaultStruct;
import org.reactiveacs.simulator.cpe.Transfer;
import org.reactiveacs.simulator.cpe.TransferResult;

/** Moves files for simulated CPEs, by GET and PUT, and says in faults of TR-069 what went wrong. Thread-safe. */
public final class FileMover implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration DONE_WITHIN = Duration.ofMinutes(2);
    private static final int THREADS = 2;

    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("files", true));
    private final HttpClient http;
    private final InstantSource clock;
    private final InTurn inTurn;

    /**
     * A mover of files.
     *
     * @param tls whom to trust, null for the system's authorities
     * @param atOnce how many files are moved at a time
     */
    public FileMover(@Nullable SSLContext tls, InstantSource clock, int atOnce) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .executor(threads)
                .connectTimeout(CONNECT_WITHIN);
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.http = builder.build();
        this.clock = clock;
        this.inTurn = new InTurn(atOnce);
    }

    /**
     * Moves a file; never fails but tells in the result.
     *
     * @param content what an upload sends
     */
    public CompletableFuture<TransferResult> move(Transfer transfer, byte[] content) {
        return inTurn.run(() -> begin(transfer, content));
    }

    private CompletableFuture<TransferResult> begin(Transfer transfer, byte[] content) {
        Instant start = clock.instant();
        Credentials credentials = new Credentials(transfer.username(), transfer.password());
        return attempt(transfer, content, credentials)
                .thenApply(response -> judge(transfer, response, start))
                .exceptionally(failure -> broken(transfer, failure, start));
    }

    private CompletableFuture<HttpResponse<ReceivedFile>> attempt(
            Transfer transfer, byte[] content, Credentials credentials) {
        URI uri = URI.create(transfer.url());
        String method = transfer.isDownload() ? "GET" : "PUT";
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(DONE_WITHIN)
                .method(method, transfer.isDownload() ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content));
        String authorization = credentials.authorization(method, target(uri));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.sendAsync(request.build(), answer -> new FileReceiver())
                .thenCompose(response -> response.statusCode() == 401
                                && credentials.challenged(response.headers().allValues("WWW-Authenticate"))
                        ? attempt(transfer, content, credentials)
                        : CompletableFuture.completedFuture(response));
    }

    private TransferResult judge(Transfer transfer, HttpResponse<ReceivedFile> response, Instant start) {
        int status = response.statusCode();
        ReceivedFile content = response.body();
        Instant end = clock.instant();
        if (status == 401 || status == 403) {
            return TransferResult.failed(FaultCode.FILE_SERVER_AUTHENTICATION_FAILURE, "HTTP " + status, start, end);
        }
        if (status / 100 != 2) {
            FaultCode code = transfer.isDownload() ? FaultCode.UNABLE_TO_ACCESS_FILE : FaultCode.UPLOAD_FAILURE;
            return TransferResult.failed(code, "HTTP " + status, start, end);
        }
        if (transfer.isDownload() && transfer.fileSize() > 0 && transfer.fileSize() != content.bytes()) {
            String sizes = content.bytes() + " bytes came, " + transfer.fileSize() + " were told";
            return TransferResult.failed(FaultCode.FILE_TRANSFER_FAILURE, sizes, start, end);
        }
        String version = transfer.isFirmware() ? FirmwareVersion.of(transfer, content) : "";
        int bricksEvery = transfer.isFirmware() ? FirmwareVersion.bricksEvery(content) : 0;
        return new TransferResult(FaultStruct.NONE, start, end, version, bricksEvery);
    }

    private TransferResult broken(Transfer transfer, Throwable failure, Instant start) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean unreached = cause instanceof ConnectException || cause instanceof HttpTimeoutException;
        FaultCode other = transfer.isDownload() ? FaultCode.FILE_TRANSFER_FAILURE : FaultCode.UPLOAD_FAILURE;
        return TransferResult.failed(
                unreached ? FaultCode.UNABLE_TO_CONTACT_FILE_SERVER : other,
                String.valueOf(cause.getMessage()),
                start,
                clock.instant());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static String target(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
    }
}
