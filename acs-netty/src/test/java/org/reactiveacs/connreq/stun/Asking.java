package org.reactiveacs.connreq.stun;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.reactiveacs.connreq.Answer;
import org.reactiveacs.connreq.Contact;
import org.reactiveacs.connreq.Place;
import org.reactiveacs.connreq.Route;

/** Asks a device by one way, without pacing. */
final class Asking {
    private Asking() {}

    static Place place(Route route, Contact contact, EventLoop loop) throws Exception {
        var place = new CompletableFuture<Place>();
        route.locate(contact, loop, place::complete);
        return place.get(20, TimeUnit.SECONDS);
    }

    static Answer ask(Route route, Contact contact, EventLoop loop) throws Exception {
        var answer = new CompletableFuture<Answer>();
        place(route, contact, loop).ask(answer::complete);
        return answer.get(20, TimeUnit.SECONDS);
    }
}
