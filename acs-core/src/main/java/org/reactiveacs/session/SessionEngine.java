package org.reactiveacs.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.reactiveacs.cwmp.AutonomousDUStateChangeComplete;
import org.reactiveacs.cwmp.AutonomousDUStateChangeCompleteResponse;
import org.reactiveacs.cwmp.AutonomousTransferComplete;
import org.reactiveacs.cwmp.AutonomousTransferCompleteResponse;
import org.reactiveacs.cwmp.CpeRequest;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.DUStateChangeComplete;
import org.reactiveacs.cwmp.DUStateChangeCompleteResponse;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.GetRPCMethodsResponse;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.Kicked;
import org.reactiveacs.cwmp.KickedResponse;
import org.reactiveacs.cwmp.RequestDownload;
import org.reactiveacs.cwmp.RequestDownloadResponse;
import org.reactiveacs.cwmp.TransferComplete;
import org.reactiveacs.cwmp.TransferCompleteResponse;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Visit;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.session.work.Faults;
import org.reactiveacs.store.Opened;

/**
 * The rules of a session (TR-069 A6 §3.7): a session and a message give the next session, a reply and what changes. Pure:
 * the same input gives the same output, and nothing else happens. Thread-safe.
 */
public final class SessionEngine {

    /** The RPCs that we answer, as GetRPCMethods tells them. */
    static final List<String> METHODS = List.of(
            "Inform",
            "GetRPCMethods",
            "TransferComplete",
            "AutonomousTransferComplete",
            "RequestDownload",
            "Kicked",
            "DUStateChangeComplete",
            "AutonomousDUStateChangeComplete");

    private final Settings settings;
    private final PolicyTurn policies;
    private final Agenda agenda;

    /** An engine without policies. */
    public SessionEngine(Settings settings) {
        this(settings, Standards.NONE);
    }

    public SessionEngine(Settings settings, Standards standards) {
        this.settings = settings;
        var macs = new MacReading(settings.macPaths());
        this.policies = new PolicyTurn(standards, macs);
        this.agenda = new Agenda(macs, policies, standards);
    }

    /**
     * What the configuration says.
     *
     * @param timeout after how long without a message a session ends, where the CPE's SessionTimeout does not say
     * @param macPaths where MAC addresses are read
     */
    public record Settings(Duration timeout, MacPaths macPaths) {}

    /** After how long without a message the session that this Inform opens will end. */
    public Duration timeoutOf(Header header) {
        var asked = header.sessionTimeout();
        return asked == null || asked <= 0
                ? settings.timeout()
                : Duration.ofSeconds(Math.min(asked, MAX_TIMEOUT.toSeconds()));
    }

    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(30);

    /**
     * Opens the session of an admitted Inform: answers it and settles what it proves.
     *
     * @param opened the store's answer, with a device in it
     * @param now when the Inform came
     */
    public SessionStep begin(Opened opened, Opening opening, Instant now) {
        var device = opened.device();
        if (device == null) {
            throw new IllegalArgumentException("a session begins with an admitted Inform");
        }
        long digest = opening.digest();
        var events = new TreeSet<String>();
        opening.events().forEach(event -> events.add(event.eventCode()));
        var evidence = new Evidence(opening.events(), opened.before(), device, opened.traits(), now);
        var confirmed = new TreeSet<String>();
        var session = new Session(
                        device.id(),
                        new Session.Terms(
                                opening.version(),
                                events,
                                now,
                                opening.timeout(),
                                readsMacs(opened, device),
                                Set.of(),
                                false),
                        List.of(),
                        Set.of(),
                        null,
                        Session.Tally.NOTHING,
                        Settling.NOTHING,
                        new Session.Exchange(digest, new Reply.End()))
                .given(opened.tasks());
        var view = DeviceView.of(device, opened.registration(), opened.traits());
        var draft = new Draft(session, view, settings.macPaths(), now, digest);
        for (var task : opened.tasks()) {
            var finding = evidence.of(task);
            if (finding instanceof Evidence.Finding.Settled settled) {
                draft.task(settled.task());
            } else if (finding instanceof Evidence.Finding.Confirmed) {
                confirmed.add(task.id());
            }
        }
        agenda.settle(draft);
        draft.traits(agenda.shrunk(opened.tasks(), evidence.learned(events)));
        if (!confirmed.isEmpty()) {
            draft.session(draft.session().with(draft.session().terms().with(confirmed)));
        }
        return draft.step(informed(opening.version(), opening.header()), false);
    }

    private boolean readsMacs(Opened opened, Device device) {
        var before = opened.before();
        boolean fresh = before == null || device.contact().events().contains("0 BOOTSTRAP");
        if (!fresh) {
            return false;
        }
        return !MacReading.isKnown(device)
                && !settings.macPaths().of(device.dataModel()).isEmpty();
    }

    /** Answers an Inform that opens no session. */
    public Reply quarantined(Envelope envelope) {
        return informed(envelope.version(), envelope.header());
    }

    /** Whether the next message of this session may need the device's parameter tree. */
    public boolean needsTree(Session session, DeviceView view, Instant now) {
        return view.device().reported().size() > Device.MAX_REPORTED
                || session.terms().readMacs()
                || session.current() != null
                || view.registration().isAway() // It may be back, and policies are to hold for it again.
                || !session.agenda().isEmpty() && session.agenda().stream().anyMatch(Agenda::needsTree)
                || policies.isDue(view, now);
    }

    /** Takes a message of the CPE. */
    public SessionStep step(Session session, Incoming incoming, DeviceView view, Instant now) {
        var draft = new Draft(session, view, settings.macPaths(), now, incoming.digest());
        if (isRepeat(incoming, session)) {
            return draft.step(session.last().reply(), false);
        }
        draft.settleReported();
        var envelope = incoming.envelope();
        if (envelope == null) {
            return agenda.nothingToSay(draft);
        }
        envelope.quirks().forEach(quirk -> draft.keep(quirk.label()));
        if (envelope.message() instanceof CpeRequest request) {
            return answered(draft, envelope, request);
        }
        if (envelope.message() instanceof CpeResponse response) {
            return agenda.answered(draft, response, envelope.header().id());
        }
        throw new IllegalArgumentException(
                "a CPE sends no " + envelope.message().rpcName());
    }

    /**
     * Whether the CPE has not heard our last reply and says the same again. An answer must name the request before the one
     * that is out for that: two requests may well have answers of the same bytes from a CPE that keeps no IDs.
     */
    private static boolean isRepeat(Incoming incoming, Session session) {
        if (incoming.digest() != session.last().digest()) {
            return false;
        }
        var envelope = incoming.envelope();
        return envelope == null
                || envelope.message() instanceof CpeRequest
                || session.requestId(session.tally().requests() - 1)
                        .equals(envelope.header().id());
    }

    /** Goes on with tasks that came while the session was about to end. */
    public SessionStep goOn(Session session, DeviceView view, Instant now) {
        var draft = new Draft(
                session, view, settings.macPaths(), now, session.last().digest());
        return agenda.proceed(draft);
    }

    /** The CPE's own request, answered. */
    private SessionStep answered(Draft draft, Envelope envelope, CpeRequest request) {
        draft.session(draft.session().with(draft.session().tally().did(request.rpcName())));
        Reply reply;
        if (request instanceof TransferComplete complete) {
            var task = Transfers.completed(complete, draft.session().agenda(), draft.now);
            if (task != null) {
                draft.task(task);
            }
            draft.event(
                    DomainEvent.Type.TRANSFER_COMPLETE,
                    Map.of(
                            "commandKey", complete.commandKey(),
                            "fault", Integer.toString(complete.faultStruct().faultCode())));
            reply = answer(envelope, new TransferCompleteResponse());
        } else if (request instanceof DUStateChangeComplete complete) {
            var task = Transfers.completed(complete, draft.session().agenda(), draft.now);
            if (task != null) {
                draft.task(task);
            }
            reply = answer(envelope, new DUStateChangeCompleteResponse());
        } else if (request instanceof AutonomousTransferComplete complete) {
            draft.event(
                    DomainEvent.Type.TRANSFER_COMPLETE,
                    Map.of(
                            "url", complete.transferURL(),
                            "fault", Integer.toString(complete.faultStruct().faultCode())));
            reply = answer(envelope, new AutonomousTransferCompleteResponse());
        } else if (request instanceof AutonomousDUStateChangeComplete) {
            reply = answer(envelope, new AutonomousDUStateChangeCompleteResponse());
        } else if (request instanceof GetRPCMethods) {
            reply = answer(envelope, new GetRPCMethodsResponse(METHODS));
        } else if (request instanceof Kicked kicked) {
            reply = answer(envelope, new KickedResponse(kicked.next()));
        } else if (request instanceof RequestDownload) {
            reply = answer(envelope, new RequestDownloadResponse());
        } else {
            throw new IllegalArgumentException("an Inform begins another session");
        }
        draft.visit(Visit.End.UNDER_WAY);
        return draft.step(reply, false);
    }

    private static Reply answer(Envelope to, CwmpMessage message) {
        return new Reply.Send(Envelope.of(to.version(), Header.ofId(to.header().id()), message));
    }

    private static Reply informed(CwmpVersion version, Header header) {
        var use = Versions.use(header);
        var answer =
                use == null ? Header.ofId(header.id()) : new Header(header.id(), false, false, null, List.of(), use);
        if (answer.equals(header)) {
            answer = header; // Which the opening holds anyway.
        }
        return new Reply.Send(Envelope.of(version, answer, new InformResponse(1)));
    }

    /** The fault of the CPE in a message, for those who count them; 0 when it is none. */
    public static int faultCode(Envelope envelope) {
        return envelope.message() instanceof org.reactiveacs.cwmp.Fault fault
                ? Faults.of(fault).code()
                : 0;
    }

    /** The event codes of an Inform. */
    public static List<String> eventCodes(Inform inform) {
        List<String> codes = new ArrayList<>(inform.event().size());
        for (var event : inform.event()) {
            codes.add(event.eventCode());
        }
        return codes;
    }
}
