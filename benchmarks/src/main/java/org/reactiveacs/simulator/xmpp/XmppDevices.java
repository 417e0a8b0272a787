package org.reactiveacs.simulator.xmpp;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jivesoftware.smack.AbstractXMPPConnection;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.ReconnectionManager;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.iqrequest.AbstractIqRequestHandler;
import org.jivesoftware.smack.iqrequest.IQRequestHandler.Mode;
import org.jivesoftware.smack.packet.IQ;
import org.jivesoftware.smack.packet.StanzaError;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.cpe.VirtualCpe;
import org.reactiveacs.simulator.fleet.FleetDevice;

/** The devices of a fleet on their XMPP server; they come back by themselves when it was away. */
public final class XmppDevices implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;
    private static final int COME_BACK_SECONDS = 1;
    private static final Logger SMACK = Logger.getLogger("org.jivesoftware"); // Kept, or its level would be forgotten.

    static {
        SMACK.setLevel(Level.OFF);
        ProviderManager.addIQProvider(
                ConnectionRequestIq.ELEMENT, ConnectionRequestIq.NAMESPACE, new ConnectionRequestIq.Provider());
    }

    private final List<XMPPTCPConnection> connections = new ArrayList<>();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();

    private XmppDevices() {}

    /**
     * Connects every device; each tells its ACS its address as ConnReqJabberID.
     *
     * @throws IOException if one cannot connect
     */
    public static XmppDevices connect(XmppOptions options, List<FleetDevice> devices) throws IOException {
        var fleet = new XmppDevices();
        try {
            for (FleetDevice device : devices) {
                fleet.connections.add(fleet.connect(options, device));
            }
            return fleet;
        } catch (XMPPException | SmackException | IOException e) {
            fleet.close();
            throw new IOException("a device cannot connect to " + options + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            fleet.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private XMPPTCPConnection connect(XmppOptions options, FleetDevice device)
            throws IOException, XMPPException, SmackException, InterruptedException {
        var builder = XMPPTCPConnectionConfiguration.builder()
                .setXmppDomain(options.domain())
                .setHost(options.host())
                .setPort(options.port())
                .setSecurityMode(SecurityMode.required)
                .setSendPresence(false)
                .setResource("cwmp");
        String password = options.password();
        if (password == null) {
            builder.performSaslAnonymousAuthentication();
        } else {
            builder.setUsernameAndPassword(
                    device.cpe().identity().serialNumber().toLowerCase(Locale.ROOT), password);
        }
        var trusted = options.trust().manager();
        if (trusted != null) {
            builder.setCustomX509TrustManager(trusted);
        }
        var connection = new XMPPTCPConnection(builder.build());
        connection.setUseStreamManagement(false);
        connection.registerIQRequestHandler(new Requests(device));
        connection.addConnectionListener(new org.jivesoftware.smack.ConnectionListener() {
            @Override
            public void authenticated(org.jivesoftware.smack.XMPPConnection made, boolean resumed) {
                String address = made.getUser().toString();
                device.at(
                        System.nanoTime(),
                        one -> one.change(System.nanoTime(), "ManagementServer.ConnReqJabberID", address));
            }
        });
        var manager = ReconnectionManager.getInstanceFor(connection);
        manager.setFixedDelay(COME_BACK_SECONDS);
        manager.enableAutomaticReconnection();
        connection.connect();
        connection.login();
        return connection;
    }

    /** How many there are. */
    public int size() {
        return connections.size();
    }

    /** How many are connected now. */
    public long connected() {
        return connections.stream()
                .filter(AbstractXMPPConnection::isAuthenticated)
                .count();
    }

    /** Requests that were followed. */
    public long accepted() {
        return accepted.sum();
    }

    /** Requests of those who did not prove who they are, or that came during a session. */
    public long refused() {
        return refused.sum();
    }

    @Override
    public void close() {
        for (XMPPTCPConnection connection : connections) {
            ReconnectionManager.getInstanceFor(connection).disableAutomaticReconnection();
            connection.instantShutdown();
        }
    }

    /** Answers the requests of one device. */
    private final class Requests extends AbstractIqRequestHandler {
        private final FleetDevice device;

        Requests(FleetDevice device) {
            super(ConnectionRequestIq.ELEMENT, ConnectionRequestIq.NAMESPACE, IQ.Type.get, Mode.async);
            this.device = device;
        }

        @Override
        public IQ handleIQRequest(IQ request) {
            var asked = (ConnectionRequestIq) request;
            CompletableFuture<StanzaError.@Nullable Condition> refusal = new CompletableFuture<>();
            device.at(System.nanoTime(), woken -> refusal.complete(refusal(woken, asked)));
            var condition =
                    refusal.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            (condition == null ? accepted : refused).increment();
            return condition == null ? IQ.createResultIQ(request) : IQ.createErrorResponse(request, condition);
        }

        private StanzaError.@Nullable Condition refusal(FleetDevice woken, ConnectionRequestIq asked) {
            VirtualCpe cpe = woken.cpe();
            boolean isProven = asked.username().equals(cpe.connectionRequestUsername())
                    && asked.password().equals(cpe.connectionRequestPassword());
            if (!isProven) {
                return StanzaError.Condition.not_authorized;
            }
            return woken.wakeUp(System.nanoTime()) ? null : StanzaError.Condition.service_unavailable;
        }
    }
}
