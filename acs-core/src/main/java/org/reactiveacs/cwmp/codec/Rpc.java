package org.reactiveacs.cwmp.codec;

import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AcsMessage;
import org.reactiveacs.cwmp.CpeMessage;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.Sender;

/**
 * One message: its record, the element that carries it, and the elements within.
 *
 * @param message the record
 * @param tag the method element with its prefix
 * @param struct what is in it
 * @param <M> the record
 */
public record Rpc<M extends CwmpMessage>(Class<M> message, Tag tag, Struct<M> struct) {

    @SafeVarargs
    @SuppressWarnings("varargs")
    static <M extends CwmpMessage> Rpc<M> of(
            Class<M> message, Function<Frame, @Nullable Object> reading, Field<M>... fields) {
        return new Rpc<>(message, new Tag("cwmp:" + message.getSimpleName()), Struct.of(reading, fields));
    }

    /** A message without arguments. */
    static <M extends CwmpMessage> Rpc<M> empty(M only) {
        @SuppressWarnings("unchecked")
        Class<M> message = (Class<M>) only.getClass();
        return of(message, in -> only);
    }

    String name() {
        return message.getSimpleName();
    }

    /** The sides that send it. */
    Set<Sender> senders() {
        if (!AcsMessage.class.isAssignableFrom(message)) {
            return Set.of(Sender.CPE);
        }
        return CpeMessage.class.isAssignableFrom(message) ? Set.of(Sender.CPE, Sender.ACS) : Set.of(Sender.ACS);
    }

    void write(XmlOut out, CwmpMessage value) {
        struct.write(out, tag, message.cast(value));
    }
}
