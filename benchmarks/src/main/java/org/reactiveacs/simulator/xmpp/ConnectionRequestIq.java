package org.reactiveacs.simulator.xmpp;

import java.io.IOException;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.IQProvider;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/** A connection request as a device gets it (cwmp-xmppConnReq-1-0.xsd). */
final class ConnectionRequestIq extends IQ {
    static final String ELEMENT = "connectionRequest";
    static final String NAMESPACE = "urn:broadband-forum-org:cwmp:xmppConnReq-1-0";

    private final String username;
    private final String password;

    private ConnectionRequestIq(String username, String password) {
        super(ELEMENT, NAMESPACE);
        this.username = username;
        this.password = password;
    }

    String username() {
        return username;
    }

    String password() {
        return password;
    }

    @Override
    protected IQChildElementXmlStringBuilder getIQChildElementBuilder(IQChildElementXmlStringBuilder xml) {
        xml.rightAngleBracket();
        xml.element("username", username);
        xml.element("password", password);
        return xml;
    }

    /** Reads them. */
    static final class Provider extends IQProvider<ConnectionRequestIq> {
        @Override
        public ConnectionRequestIq parse(XmlPullParser parser, int initialDepth, XmlEnvironment environment)
                throws XmlPullParserException, IOException {
            String username = "";
            String password = "";
            while (true) {
                var event = parser.next();
                if (event == XmlPullParser.Event.START_ELEMENT) {
                    switch (parser.getName()) {
                        case "username" -> username = parser.nextText();
                        case "password" -> password = parser.nextText();
                        default -> {}
                    }
                } else if (event == XmlPullParser.Event.END_ELEMENT && parser.getDepth() == initialDepth) {
                    return new ConnectionRequestIq(username, password);
                }
            }
        }
    }
}
