package org.reactiveacs.endpoint;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CwmpLimits;
import org.reactiveacs.cwmp.CwmpReadException;
import org.reactiveacs.cwmp.CwmpReader;
import org.reactiveacs.cwmp.Envelope;

/** A body as it arrives: read, and digested so that the same bytes are known when they come again. */
final class BodyReader implements AutoCloseable {

    /** The reader keeps nothing of what it is fed, so all of a thread share one. */
    private static final FastThreadLocal<byte[]> SLICE = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[SLICE_BYTES];
        }
    };

    private static final int SLICE_BYTES = 8192;

    private final CwmpReader reader;
    private final CRC32C crc = new CRC32C();
    private long bytes;

    BodyReader(CwmpLimits limits, @Nullable String charset) {
        this.reader = CwmpReader.fromCpe(limits, charset);
    }

    /** Takes all that is readable; the buffer stays the caller's. */
    void feed(ByteBuf content) throws CwmpReadException {
        int length = content.readableBytes();
        if (length == 0) {
            return;
        }
        bytes += length;
        if (content.hasArray()) {
            int offset = content.arrayOffset() + content.readerIndex();
            crc.update(content.array(), offset, length);
            reader.feed(content.array(), offset, length);
            return;
        }
        byte[] slice = SLICE.get();
        for (int from = content.readerIndex(); from < content.writerIndex(); ) {
            int count = Math.min(slice.length, content.writerIndex() - from);
            content.getBytes(from, slice, 0, count);
            crc.update(slice, 0, count);
            reader.feed(slice, 0, count);
            from += count;
        }
    }

    /** The message; empty when the body was blank. */
    Optional<Envelope> finish() throws CwmpReadException {
        return reader.finish();
    }

    /** Of all bytes; 0 for a blank body, so that an empty POST is the same however it is written. */
    long digest() {
        return reader.isBlank() ? 0 : bytes << 32 | crc.getValue();
    }

    /** How many there were so far. */
    long bytes() {
        return bytes;
    }

    @Override
    public void close() {
        reader.close();
    }
}
