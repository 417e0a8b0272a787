package org.reactiveacs.simulator.cpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.CwmpReadException;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.FaultStruct;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.TransferComplete;
import org.reactiveacs.cwmp.Upload;

final class CpeSessionTest {
    @Test
    void anAnswerCarriesTheIdOfItsRequest() {
        Desk desk = Desk.known();
        CpeSession session = desk.inTurn();

        Move.Say answer = (Move.Say) session.receive(Desk.envelope(new Reboot("")), desk.now);

        assertThat(answer.envelope().header().id()).isEqualTo("7");
    }

    @Test
    void aHeaderThatMustBeUnderstoodAndIsNotGetsTheSoapFault() {
        Desk desk = Desk.known();
        CpeSession session = desk.inTurn();

        Fault fault = Desk.said(session.receive(Desk.strange(new Reboot("")), desk.now), Fault.class);

        assertThat(fault.soapFaultCode()).isEqualTo("MustUnderstand");
        assertThat(session.receiveNothing(desk.now)).isEqualTo(Move.End.WELL);
        desk.cpe.closed(true, desk.now);
        assertThat(desk.cpe.nextCall()).as("no reboot").isAfter(desk.now.plusSeconds(2));
    }

    @Test
    void anUnknownMethodIs9000() {
        Desk desk = Desk.known();
        CpeSession session = desk.inTurn();

        Move move = session.receive(
                new CwmpReadException(CwmpReadException.Kind.UNKNOWN_METHOD, "", "9", CwmpVersion.V1_2), desk.now);

        assertThat(Desk.said(move, Fault.class).code()).isEqualTo(9000);
        assertThat(((Move.Say) move).envelope().header().id()).isEqualTo("9");
    }

    @Test
    void ownRequestsWaitWhileTheAcsHoldsThem() {
        Desk desk = Desk.known();
        desk.ask(new Upload("k", "1 Vendor Configuration File", "http://f.example/", "", "", 0));
        Transfer transfer = desk.cpe.startTransfer(desk.now).orElseThrow();
        desk.cpe.transferred(transfer, new TransferResult(FaultStruct.NONE, desk.now, desk.now, ""), desk.now);
        CpeSession session = desk.cpe.open(desk.now);
        session.begin();

        assertThat(session.receive(Desk.holding(new InformResponse(1)), desk.now))
                .isEqualTo(new Move.Nothing());

        Move released = session.receiveNothing(desk.now);
        assertThat(Desk.said(released, TransferComplete.class).commandKey()).isEqualTo("k");
    }

    @Test
    void retryRequestMakesTheInformComeAgain() {
        Desk desk = Desk.tr181();
        CpeSession session = desk.cpe.open(desk.now);
        session.begin();

        Move again = session.receive(Desk.envelope(Fault.of(FaultCode.ACS_RETRY_REQUEST)), desk.now);

        assertThat(Desk.said(again, Inform.class).event()).hasSize(2);
        assertThat(session.receive(Desk.envelope(Fault.of(FaultCode.ACS_REQUEST_DENIED)), desk.now))
                .isInstanceOfSatisfying(
                        Move.End.class, end -> assertThat(end.isSuccessful()).isFalse());
    }

    @Test
    void nothingIsNoAnswerToAnInform() {
        Desk desk = Desk.tr181();
        CpeSession session = desk.cpe.open(desk.now);
        session.begin();

        assertThat(session.receiveNothing(desk.now))
                .isInstanceOfSatisfying(
                        Move.End.class, end -> assertThat(end.isSuccessful()).isFalse());
    }

    @Test
    void aFailedSessionIsTriedAgainLaterAndLaterWithAllItsEvents() {
        Desk desk = Desk.tr181();
        long low = 5;
        for (int retry = 1; retry <= 12; retry++) {
            desk.cpe.open(desk.now);
            desk.cpe.closed(false, desk.now);

            Duration wait = Duration.between(desk.now, desk.cpe.nextCall());

            assertThat(wait).isBetween(Duration.ofSeconds(low), Duration.ofSeconds(2 * low));
            desk.later(wait);
            low = Math.min(2 * low, 2560);
        }
        Inform inform = desk.visit();
        assertThat(inform.retryCount()).isEqualTo(12);
        assertThat(Desk.codes(inform)).contains("0 BOOTSTRAP", "1 BOOT");
        assertThat(desk.cpe.retryCount()).isZero();
    }

    @Test
    void aConnectionRequestEndsTheWaitAfterAFailureButNotOneThatTheAcsAskedFor() {
        Desk desk = Desk.known();
        desk.cpe.periodicCall();
        desk.cpe.open(desk.now);
        assertThat(desk.cpe.connectionRequested()).as("in a session").isFalse();
        desk.cpe.closed(false, desk.now);

        assertThat(desk.cpe.connectionRequested()).isTrue();

        assertThat(desk.cpe.nextCall()).isEqualTo(desk.now);
        desk.cpe.open(desk.now);
        desk.cpe.closed(false, desk.now);
        desk.cpe.holdOff(Duration.ofSeconds(30));
        assertThat(desk.cpe.connectionRequested()).isTrue();
        assertThat(desk.cpe.nextCall()).isEqualTo(desk.now.plusSeconds(30));
    }

    @Test
    void aPowerCutBringsABootAtOnce() {
        Desk desk = Desk.known();

        desk.cpe.powerCycle(desk.now);

        assertThat(desk.cpe.nextCall()).isEqualTo(desk.now);
        assertThat(Desk.codes(desk.visit())).containsExactly("1 BOOT");
    }

    @Test
    void version14NegotiatesAndObeys() {
        Desk desk = Desk.speaking(CwmpVersion.V1_4);
        CpeSession session = desk.cpe.open(desk.now);
        Move.Say inform = (Move.Say) session.begin();
        assertThat(inform.envelope().header().supportedCwmpVersions()).contains("1.0", "1.4");
        Header chosen = new Header("1", false, false, null, List.of(), "1.0");

        session.receive(Envelope.of(CwmpVersion.V1_2, chosen, new InformResponse(1)), desk.now);

        Move.Say answer = (Move.Say) session.receive(Desk.envelope(new Reboot("")), desk.now);
        assertThat(answer.envelope().version()).isEqualTo(CwmpVersion.V1_0);
    }
}
