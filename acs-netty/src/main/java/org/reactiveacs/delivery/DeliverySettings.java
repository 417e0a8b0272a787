package org.reactiveacs.delivery;

import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import org.reactiveacs.outbound.Targets;

/**
 * How events are delivered.
 *
 * @param targets where receivers may be
 * @param trust who may have signed the certificates of receivers; Java's own authorities if empty
 * @param timeout in which a receiver must have answered
 * @param batch of one delivery
 * @param patience with receivers that fail
 * @param poll from one look at what is new to the next
 */
public record DeliverySettings(
        Targets targets,
        Optional<TrustManager> trust,
        Duration timeout,
        Batch batch,
        Patience patience,
        Duration poll) {

    /**
     * What one delivery holds at most.
     *
     * @param events of them
     * @param bytes of their JSON; a single event may have more
     */
    public record Batch(int events, int bytes) {}

    /**
     * What is done about deliveries that fail.
     *
     * @param first how long the first retry waits, about
     * @param most how long any retry waits, about
     * @param giveUp how long a subscription may fail before what is to be delivered becomes a dead letter
     * @param deadLetters that are kept of a subscription
     * @param mostPause for how long a receiver is left alone at most that asks for it
     */
    public record Patience(Duration first, Duration most, Duration giveUp, int deadLetters, Duration mostPause) {}
}
