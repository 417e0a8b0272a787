package org.reactiveacs.store.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts of a head, of which most are the same in all heads or come again and again in one: a number stands for those
 * that every head may have and for those that the record has had already. For one record; not thread-safe.
 */
final class HeadTexts {

    /** Stands before a text that comes for the first time. */
    private static final int NEW = 0;

    private final Map<String, Integer> written = new HashMap<>();
    private final List<String> read = new ArrayList<>();

    void write(String text, RecordOutput out) {
        int common = CommonTexts.number(text);
        var number = common == CommonTexts.NONE ? written.get(text) : Integer.valueOf(common);
        if (number != null) {
            out.writeNumber(number);
        } else {
            out.writeNumber(NEW);
            out.writeText(text);
            written.put(text, CommonTexts.COUNT + written.size() + 1);
        }
    }

    void writeAll(List<String> texts, RecordOutput out) {
        out.writeNumber(texts.size());
        for (var text : texts) {
            write(text, out);
        }
    }

    String read(RecordInput in) {
        int number = in.readSize();
        if (number == NEW) {
            var text = in.readText();
            read.add(text);
            return text;
        }
        if (number > CommonTexts.COUNT + read.size()) {
            throw new IllegalStateException("a head names text " + number + ", which it does not hold");
        }
        return number <= CommonTexts.COUNT ? CommonTexts.text(number) : read.get(number - CommonTexts.COUNT - 1);
    }

    List<String> readAll(RecordInput in) {
        int count = in.readSize();
        var texts = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            texts.add(read(in));
        }
        return texts;
    }
}
