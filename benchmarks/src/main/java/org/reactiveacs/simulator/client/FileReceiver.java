package org.reactiveacs.simulator.client;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.zip.CRC32;

/** Takes a file without keeping it: thousands of CPEs may fetch the same image at once. */
final class FileReceiver implements BodySubscriber<ReceivedFile> {
    private final CompletableFuture<ReceivedFile> received = new CompletableFuture<>();
    private final ByteArrayOutputStream begin = new ByteArrayOutputStream();
    private final CRC32 checksum = new CRC32();
    private long bytes;

    @Override
    public CompletionStage<ReceivedFile> getBody() {
        return received;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            bytes += piece.remaining();
            for (int i = piece.position(); i < piece.limit() && begin.size() < ReceivedFile.BEGIN_BYTES; i++) {
                begin.write(piece.get(i));
            }
            checksum.update(piece);
        }
    }

    @Override
    public void onError(Throwable failure) {
        received.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        received.complete(new ReceivedFile(bytes, begin.toString(StandardCharsets.ISO_8859_1), checksum.getValue()));
    }
}
