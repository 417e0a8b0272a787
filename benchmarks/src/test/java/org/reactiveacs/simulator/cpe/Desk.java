package org.reactiveacs.simulator.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.reactiveacs.cwmp.AcsMessage;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.simulator.model.ModelKind;

/** A CPE and its ACS at one table, with a clock that only the test moves. */
final class Desk {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final CpeIdentity IDENTITY = new CpeIdentity("02AC50", "RG-181", "SIM-1", 1);

    final VirtualCpe cpe;
    Instant now = START;

    private Desk(ModelKind kind, CwmpVersion version, Set<Ability> abilities) {
        CpeSettings settings = new CpeSettings(
                "http://acs.example:7547/",
                "user",
                "secret",
                Duration.ofMinutes(5),
                Duration.ofSeconds(2),
                version,
                ConnectionRequests.NONE,
                abilities);
        cpe = new VirtualCpe(IDENTITY, settings, kind.schema(), new Random(1), START);
    }

    static Desk tr181() {
        return new Desk(ModelKind.TR181, CwmpVersion.V1_2, Set.of());
    }

    static Desk tr098() {
        return new Desk(ModelKind.TR098, CwmpVersion.V1_0, Set.of());
    }

    static Desk speaking(CwmpVersion version) {
        return new Desk(ModelKind.TR181, version, Set.of());
    }

    /** A device that has been welcomed. */
    static Desk known() {
        Desk desk = tr181();
        desk.visit();
        return desk;
    }

    /** As {@link #known}, of a device that offers this. */
    static Desk offering(Ability... abilities) {
        Desk desk = new Desk(ModelKind.TR181, CwmpVersion.V1_2, Set.of(abilities));
        desk.visit();
        return desk;
    }

    Desk later(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** The Inform of a session that begins now, which the ACS takes and ends at once. */
    Inform visit() {
        CpeSession session = cpe.open(now);
        Inform inform = said(session.begin(), Inform.class);
        assertThat(session.receive(envelope(new InformResponse(1)), now)).isEqualTo(new Move.Nothing());
        assertThat(session.receiveNothing(now)).isEqualTo(Move.End.WELL);
        cpe.closed(true, now);
        return inform;
    }

    /** What the device answers to one request in a session of its own. */
    CwmpMessage ask(AcsMessage request) {
        CpeSession session = inTurn();
        CwmpMessage answer = said(session.receive(envelope(request), now), CwmpMessage.class);
        assertThat(session.receiveNothing(now)).isEqualTo(Move.End.WELL);
        cpe.closed(true, now);
        return answer;
    }

    <T> T ask(AcsMessage request, Class<T> answer) {
        return answer.cast(ask(request));
    }

    Fault refused(AcsMessage request) {
        return ask(request, Fault.class);
    }

    CwmpMessage set(String path, String value, ParameterType type) {
        return ask(new SetParameterValues(List.of(new ParameterValueStruct(path, value, type)), "key"));
    }

    /** A session in which it is the turn of the ACS. */
    CpeSession inTurn() {
        CpeSession session = cpe.open(now);
        session.begin();
        session.receive(envelope(new InformResponse(1)), now);
        return session;
    }

    String value(String path) {
        return cpe.value(path).orElseThrow();
    }

    static Envelope envelope(AcsMessage message) {
        return Envelope.of(CwmpVersion.V1_2, Header.ofId("7"), message);
    }

    static Envelope holding(AcsMessage message) {
        return Envelope.of(CwmpVersion.V1_2, new Header("7", true, false, null, List.of(), null), message);
    }

    static Envelope strange(AcsMessage message) {
        return new Envelope(
                CwmpVersion.V1_2,
                Header.ofId("7"),
                message,
                Set.of(org.reactiveacs.cwmp.Quirk.UNKNOWN_MUST_UNDERSTAND));
    }

    static <T> T said(Move move, Class<T> message) {
        assertThat(move).isInstanceOf(Move.Say.class);
        return message.cast(((Move.Say) move).envelope().message());
    }

    static List<String> codes(Inform inform) {
        return inform.event().stream().map(EventStruct::eventCode).toList();
    }
}
