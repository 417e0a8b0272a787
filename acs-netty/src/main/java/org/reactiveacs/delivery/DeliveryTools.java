package org.reactiveacs.delivery;

import java.time.InstantSource;
import org.reactiveacs.cluster.Membership;
import org.reactiveacs.feed.EventJudge;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.Ids;
import org.reactiveacs.store.Store;

/**
 * What deliveries are made with.
 *
 * @param store where events, subscriptions and cursors stand
 * @param judge tells which events somebody wants
 * @param membership this node among others
 * @param ids names dead letters
 * @param clock the time
 * @param metrics counts
 */
public record DeliveryTools(
        Store store, EventJudge judge, Membership membership, Ids ids, InstantSource clock, AcsMetrics metrics) {}
