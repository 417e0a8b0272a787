package org.reactiveacs.main.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reactiveacs.device.Reach;

/** {@code connreq.*}: how devices are asked to call. */
public interface ConnreqConfig {
    /** By which ways devices are asked, the one tried first first: {@code tcp}, {@code udp}, {@code xmpp}. */
    @WithDefault("tcp,udp,xmpp")
    List<Reach.Way> ways();

    /** Networks in which devices may be called; without any, all but this machine's own addresses. */
    Optional<List<Network>> networks();

    /** Own addresses from which devices are called, one of a family: those that their firewalls let through. */
    Optional<List<Network>> sources();

    /** Networks from which any node of the cluster may call devices, for policies to tell them. */
    Optional<List<Network>> pool();

    /** Whether a password may be sent as it is to devices that ask for that. */
    @WithDefault("false")
    boolean basic();

    /** PEM file with the authorities that may have signed the certificates of devices that are called over https; without it Java's own. */
    Optional<@WithConverter(Converters.Paths.class) Path> trust();

    /** Whether devices are called over https whatever certificate they show. */
    @WithDefault("false")
    boolean anyCertificate();

    /** The user name that devices know which were told none. */
    Optional<String> username();

    /** The password that belongs to it. */
    Optional<Secret> password();

    CredentialsConfig credentials();

    /** Devices that may wait or be asked at a time on this node. */
    @WithDefault("600000")
    int queue();

    /** Devices that may be asked at a time on this node; each takes a socket. */
    @WithDefault("2000")
    int atOnce();

    /** Devices with which this node begins in a second. */
    @WithDefault("10000")
    int perSecond();

    /** How much of that may go to one network. */
    PerNetworkConfig perNetwork();

    /** How long a device may take to call that said that it would (TR-069 A6 §3.2.2: 30 seconds). */
    @WithDefault("30s")
    Duration callWithin();

    /** How long a session stays open for somebody who waits for the device, when there is nothing left to do. */
    @WithDefault("5s")
    Duration linger();

    /** After how long a device that cannot be reached is not asked again. */
    @WithDefault("30s")
    Duration giveUp();
}
