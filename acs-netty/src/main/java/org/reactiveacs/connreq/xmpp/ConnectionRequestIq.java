package org.reactiveacs.connreq.xmpp;

import org.jivesoftware.smack.packet.IQ;
import org.jxmpp.jid.Jid;
import org.reactiveacs.device.Credential;

/** What a device is sent: its own name and password, as on its HTTP listener (Annex K, cwmp-xmppConnReq-1-0.xsd). */
final class ConnectionRequestIq extends IQ {
    private static final String ELEMENT = "connectionRequest";
    private static final String NAMESPACE = "urn:broadband-forum-org:cwmp:xmppConnReq-1-0";

    private final Credential credential;

    ConnectionRequestIq(Jid device, Credential credential) {
        super(ELEMENT, NAMESPACE);
        this.credential = credential;
        setTo(device);
        setType(Type.get);
    }

    @Override
    protected IQChildElementXmlStringBuilder getIQChildElementBuilder(IQChildElementXmlStringBuilder xml) {
        xml.rightAngleBracket();
        xml.element("username", credential.username());
        xml.element("password", credential.password());
        return xml;
    }
}
