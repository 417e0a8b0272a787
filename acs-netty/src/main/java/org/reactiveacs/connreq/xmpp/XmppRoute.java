package org.reactiveacs.connreq.xmpp;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jivesoftware.smack.SmackException.NoResponseException;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.StanzaError;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.reactiveacs.connreq.Answer;
import org.reactiveacs.connreq.Contact;
import org.reactiveacs.connreq.Place;
import org.reactiveacs.connreq.Route;
import org.reactiveacs.device.Reach;

/** Asks devices through an XMPP server (TR-069 A6 Annex K). Thread-safe. */
public final class XmppRoute implements Route {
    private final XmppLink link;
    private final Set<String> domains = new HashSet<>();
    private final Duration patience;

    /**
     * @param otherDomains in which devices may be asked, besides the one of this node's address: a device says itself where it is
     * @param patience in which a device calls that said that it would
     */
    public XmppRoute(XmppLink link, Set<String> otherDomains, Duration patience) {
        this.link = link;
        this.patience = patience;
        domains.add(link.own().getDomain().toString().toLowerCase(Locale.ROOT));
        otherDomains.forEach(domain -> domains.add(domain.toLowerCase(Locale.ROOT)));
    }

    @Override
    public Reach.Way way() {
        return Reach.Way.XMPP;
    }

    @Override
    public boolean isOffered(Contact contact) {
        return !contact.jabberId().isEmpty();
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public void locate(Contact contact, EventLoop loop, Consumer<Place> found) {
        found.accept(place(contact, loop));
    }

    private Place place(Contact contact, EventLoop loop) {
        Jid device = JidCreate.fromOrNull(contact.jabberId());
        if (device == null) {
            return Place.nowhere(Answer.Kind.NO_ADDRESS, "the device's ConnReqJabberID is no XMPP address");
        }
        if (!domains.contains(device.getDomain().toString().toLowerCase(Locale.ROOT))) {
            return Place.nowhere(
                    Answer.Kind.FORBIDDEN_ADDRESS,
                    "the device's ConnReqJabberID is at " + device.getDomain() + ", which xmpp.domains does not allow");
        }
        if (contact.logins().isEmpty()) {
            return Place.nowhere(Answer.Kind.CREDENTIALS, "no name and password is known for the device");
        }
        return link.isConnected()
                ? new Place.At(null, told -> ask(device, contact.logins(), loop, told))
                : Place.nowhere(Answer.Kind.UNREACHABLE, "there is no connection to the XMPP server");
    }

    /** Asks with one login after the other, while the device does not take them. */
    private void ask(Jid device, List<Contact.Login> logins, EventLoop loop, Consumer<Answer> told) {
        var login = logins.get(0);
        link.send(
                new ConnectionRequestIq(device, login.credential()),
                failure -> loop.execute(() -> {
                    var answer = failure == null ? Answer.accepted(login.origin()) : refused(failure);
                    if (answer.kind() == Answer.Kind.CREDENTIALS && logins.size() > 1) {
                        ask(device, logins.subList(1, logins.size()), loop, told);
                    } else {
                        told.accept(answer);
                    }
                }));
    }

    private static Answer refused(Exception failure) {
        if (failure instanceof NoResponseException) {
            return new Answer(Answer.Kind.UNREACHABLE, "the device did not answer on XMPP in time");
        }
        StanzaError error = failure instanceof XMPPErrorException refusal ? refusal.getStanzaError() : null;
        return error == null
                ? new Answer(Answer.Kind.UNREACHABLE, "the connection to the XMPP server was lost")
                : refused(error.getCondition());
    }

    private static Answer refused(StanzaError.Condition condition) {
        return switch (condition) {
            case not_authorized, forbidden, not_allowed ->
                new Answer(
                        Answer.Kind.CREDENTIALS,
                        "the device does not accept the name and password that are known for it, or not this server's"
                                + " address (" + condition + ")");
            case service_unavailable,
                    recipient_unavailable,
                    item_not_found,
                    remote_server_not_found,
                    remote_server_timeout ->
                new Answer(
                        Answer.Kind.UNREACHABLE,
                        "the device is not on XMPP now, or takes no request (" + condition + ")");
            case resource_constraint -> new Answer(Answer.Kind.BUSY, "the device is busy (" + condition + ")");
            default -> new Answer(Answer.Kind.REFUSED, "the device refuses (" + condition + ")");
        };
    }
}
