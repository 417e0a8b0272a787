package org.reactiveacs.session;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.session.work.Questions;
import org.reactiveacs.session.work.Work;
import org.reactiveacs.store.SessionCodec;
import org.reactiveacs.store.StoredSession;
import org.reactiveacs.task.TaskJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/**
 * Sessions in bytes: a format byte and JSON, for a {@link Session} is written only when its device is asked something. An {@link
 * Opening}, which comes with every Inform, is an {@link OpeningRecord}.
 */
public final class SessionJson implements SessionCodec {

    private static final byte FORMAT = 1;

    private final JsonMapper mapper = mapper();

    private static JsonMapper mapper() {
        var builder = TaskJson.jsonMapper()
                .rebuild()
                .changeDefaultVisibility(checker -> checker.withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                        .withVisibility(PropertyAccessor.GETTER, Visibility.NONE)
                        .withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE))
                // Unlike in an order, null and empty are two things here.
                .withConfigOverride(String.class, type -> type.setNullHandling(JsonSetter.Value.empty()))
                .withConfigOverride(List.class, type -> type.setNullHandling(JsonSetter.Value.empty()));
        builder.addMixIn(Session.Terms.class, WithoutNews.class).addMixIn(Questions.BATCHES, WithoutNews.class);
        for (var alternatives :
                List.of(StoredSession.class, CwmpMessage.class, Work.class, Reply.class, Settling.Move.class)) {
            builder.addMixIn(alternatives, ByName.class);
            register(alternatives, builder);
        }
        register(Session.class, builder);
        return builder.build();
    }

    private static void register(Class<?> type, JsonMapper.Builder builder) {
        if (type.isRecord()) {
            builder.registerSubtypes(new NamedType(type, type.getSimpleName()));
        } else if (type.isSealed()) {
            for (var permitted : type.getPermittedSubclasses()) {
                register(permitted, builder);
            }
        }
    }

    /** What is seldom said is left out when it is not: nodes that do not know it yet read all other sessions. */
    @SuppressWarnings("UnusedVariable") // Jackson reads the annotations.
    private abstract static class WithoutNews {
        @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        private boolean probesMacs;

        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        private List<String> guesses = List.of();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@")
    private interface ByName {}

    @Override
    public byte[] encode(StoredSession session) {
        if (session instanceof Opening opening) {
            return OpeningRecord.encode(opening);
        }
        var json = mapper.writerFor(StoredSession.class).writeValueAsBytes(session);
        var bytes = new byte[json.length + 1];
        bytes[0] = FORMAT;
        System.arraycopy(json, 0, bytes, 1, json.length);
        return bytes;
    }

    @Override
    public @Nullable StoredSession decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalStateException("session has no bytes");
        }
        return switch (bytes[0]) {
            case OpeningRecord.FORMAT -> OpeningRecord.decode(bytes);
            case FORMAT -> mapper.readValue(Arrays.copyOfRange(bytes, 1, bytes.length), StoredSession.class);
            default -> null;
        };
    }
}
