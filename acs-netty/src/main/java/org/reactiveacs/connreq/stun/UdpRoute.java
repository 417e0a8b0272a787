package org.reactiveacs.connreq.stun;

import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.cluster.Membership;
import org.reactiveacs.connreq.Answer;
import org.reactiveacs.connreq.Answer.Kind;
import org.reactiveacs.connreq.Contact;
import org.reactiveacs.connreq.Place;
import org.reactiveacs.connreq.Route;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.Reach;
import org.reactiveacs.outbound.Targets;
import org.reactiveacs.port.Ids;
import org.reactiveacs.store.Binding;
import org.reactiveacs.store.BindingKey;
import org.reactiveacs.store.BindingStore;
import org.reactiveacs.store.Stamp;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks devices by a datagram through the NAT that they keep open (TR-069 Annex G.2.2). Whichever node asks, the datagram leaves the
 * node that the binding leads to. Thread-safe.
 */
public final class UdpRoute implements Route {
    private final Around around;
    private final Duration patience;
    private final LearnedForms forms = new LearnedForms();

    /**
     * What the route works with.
     *
     * @param targets that may be sent anything
     */
    public record Around(
            BindingStore bindings, Membership membership, Mail mail, Targets targets, Ids ids, InstantSource clock) {}

    /** @param patience in which a device calls that has heard the datagram */
    public UdpRoute(Around around, Duration patience) {
        this.around = around;
        this.patience = patience;
    }

    @Override
    public Reach.Way way() {
        return Reach.Way.UDP;
    }

    @Override
    public boolean isOffered(Contact contact) {
        return !contact.stunUsername().isBlank()
                || UdpAddress.parse(contact.udpAddress()).isPresent();
    }

    @Override
    public Duration patience() {
        return patience;
    }

    @Override
    public void called(Contact contact) {
        forms.called(contact.device(), contact.model());
    }

    @Override
    public void silent(Contact contact) {
        forms.silent(contact.device());
    }

    @Override
    public void locate(Contact contact, EventLoop loop, Consumer<Place> found) {
        find(contact)
                .map(binding -> place(contact, binding, loop))
                .switchIfEmpty(Mono.fromSupplier(() -> nowhere(contact)))
                .onErrorResume(failure -> Mono.just(unknown(failure)))
                .subscribe(place -> loop.execute(() -> found.accept(place)));
    }

    private static Place unknown(Throwable failure) {
        return new Place.Nowhere(untold(failure));
    }

    private static Answer untold(Throwable failure) {
        return new Answer(Kind.UNREACHABLE, "the store does not say where the device is: " + failure.getMessage());
    }

    /**
     * What a device has proven counts most, then what it told in a session. A name that nobody has proven could be anybody's: it only
     * finds another port of the address that was told.
     */
    private Mono<Binding> find(Contact contact) {
        var told = UdpAddress.parse(contact.udpAddress());
        Mono<Binding> byAddress = told.map(
                        address -> around.bindings().find(BindingKey.at(NetUtil.toSocketAddressString(address))))
                .orElse(Mono.empty());
        String name = contact.stunUsername().isBlank()
                ? contact.device().toString()
                : contact.stunUsername().strip();
        String host = told.map(address -> NetUtil.toAddressString(address.getAddress()))
                .orElse("");
        Mono<Binding> byName = around.bindings().find(BindingKey.named(name)).cache();
        return byName.filter(Binding::isProven)
                .switchIfEmpty(byAddress)
                .switchIfEmpty(byName.filter(binding -> binding.host().equals(host)));
    }

    private static Place nowhere(Contact contact) {
        return UdpAddress.parse(contact.udpAddress())
                .map(address -> Place.nowhere(
                        Kind.UNREACHABLE,
                        "no STUN request has come lately from " + NetUtil.toSocketAddressString(address)
                                + ", where the device says that it can be reached"))
                .orElseGet(() -> Place.nowhere(
                        Kind.NO_ADDRESS, "no STUN request has come from the device, and it told no address"));
    }

    private Place place(Contact contact, Binding binding, EventLoop loop) {
        InetAddress host = NetUtil.createInetAddressFromIpAddressString(binding.host());
        if (host == null || !around.targets().allow(host)) {
            return Place.nowhere(
                    Kind.FORBIDDEN_ADDRESS,
                    "the device's binding is at " + binding.host() + ", which connreq.networks does not allow");
        }
        if (!isAlive(binding.node())) {
            return Place.nowhere(
                    Kind.UNREACHABLE,
                    "the device's binding was made at node " + binding.node()
                            + ", which is gone; it can be reached again after its next STUN request");
        }
        if (contact.logins().isEmpty()) {
            return Place.nowhere(
                    Kind.CREDENTIALS, "a datagram must be signed, and no name and password is known for the device");
        }
        var to = new InetSocketAddress(host, binding.port());
        return new Place.At(
                host,
                told -> ask(contact, binding.node(), to)
                        .subscribe(
                                answer -> loop.execute(() -> told.accept(answer)),
                                failure -> loop.execute(() -> told.accept(untold(failure)))));
    }

    private Mono<Answer> ask(Contact contact, String node, InetSocketAddress to) {
        UriForm form = forms.next(contact.device(), contact.model());
        // It cannot say which is right, and passes over those that are not.
        return Flux.fromIterable(contact.logins())
                .concatMap(login -> send(contact, node, to, form, login.credential()))
                .then(Mono.just(Answer.SENT));
    }

    private boolean isAlive(String node) {
        return around.membership().members().stream()
                .anyMatch(member -> member.name().equals(node));
    }

    private Mono<Stamp> send(Contact contact, String node, InetSocketAddress to, UriForm form, Credential credential) {
        Instant now = around.clock().instant();
        return around.bindings()
                .stamp(contact.device(), new Stamp(form.ts(now), now.getEpochSecond()))
                .doOnNext(stamp -> {
                    String text = WakeDatagram.of(
                            to, form.path(), stamp, credential, around.ids().token());
                    around.mail()
                            .send(new Mail.Letter.DatagramAsked(
                                    contact.device(),
                                    node,
                                    NetUtil.toAddressString(to.getAddress()),
                                    to.getPort(),
                                    text));
                });
    }
}
