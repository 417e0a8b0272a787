package org.reactiveacs.campaign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactiveacs.store.record.RecordInput;
import org.reactiveacs.store.record.RecordOutput;

/**
 * Shares in bytes: a format byte, then the entries, in which texts that devices have in common stand once. An entry takes some five
 * bytes.
 */
public final class ShareCodec {
    private static final byte SHARE_FORMAT = 1;

    private ShareCodec() {}

    /** A share. */
    public static byte[] encode(Share share) {
        Map<String, Integer> texts = new LinkedHashMap<>();
        long base = Long.MAX_VALUE;
        for (var entry : share.entries()) {
            texts.putIfAbsent(entry.former(), texts.size());
            texts.putIfAbsent(entry.reason(), texts.size());
            long at = entry.at().toEpochMilli();
            base = at == 0 ? base : Math.min(base, at);
        }
        var out = new RecordOutput(SHARE_FORMAT);
        out.writeNumber(share.pass());
        out.writeTexts(texts.keySet());
        out.writeSigned(base);
        out.writeNumber(share.size());
        for (var entry : share.entries()) {
            out.writeByte(entry.stage().code());
            out.writeNumber(entry.pass());
            out.writeNumber(entry.attempt());
            long at = entry.at().toEpochMilli();
            out.writeNumber(at == 0 ? 0 : at - base + 1);
            out.writeNumber(place(texts, entry.former()));
            out.writeNumber(place(texts, entry.reason()));
        }
        return out.toBytes();
    }

    private static int place(Map<String, Integer> texts, String text) {
        return texts.getOrDefault(text, 0);
    }

    /** The share of a record. */
    public static Share decode(byte[] record) {
        var in = new RecordInput(record, SHARE_FORMAT, "a campaign's share");
        int pass = (int) in.readNumber();
        var texts = in.readTexts();
        long base = in.readSigned();
        int size = in.readSize();
        var entries = new ArrayList<Entry>(size);
        for (int i = 0; i < size; i++) {
            var stage = Stage.of(in.readByte());
            int entered = (int) in.readNumber();
            int attempt = (int) in.readNumber();
            long since = in.readNumber();
            var at = since == 0 ? Instant.EPOCH : Instant.ofEpochMilli(base + since - 1);
            entries.add(new Entry(
                    stage, entered, attempt, at, texts.get((int) in.readNumber()), texts.get((int) in.readNumber())));
        }
        return new Share(pass, entries);
    }
}
