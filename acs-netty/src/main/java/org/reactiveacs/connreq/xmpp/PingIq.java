package org.reactiveacs.connreq.xmpp;

import org.jivesoftware.smack.packet.IQ;
import org.jxmpp.jid.Jid;

/** Asks a server whether it is still there (XEP-0199). */
final class PingIq extends IQ {

    PingIq(Jid server) {
        super("ping", "urn:xmpp:ping");
        setTo(server);
        setType(Type.get);
    }

    @Override
    protected IQChildElementXmlStringBuilder getIQChildElementBuilder(IQChildElementXmlStringBuilder xml) {
        xml.setEmptyElement();
        return xml;
    }
}
