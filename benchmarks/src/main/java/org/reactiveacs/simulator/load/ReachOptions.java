package org.reactiveacs.simulator.load;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.stun.StunOptions;
import org.reactiveacs.simulator.xmpp.XmppOptions;

/**
 * How devices can be reached beside HTTP.
 *
 * @param stun how they keep STUN bindings, null if they keep none
 * @param xmpp where they are on XMPP, null if they are not
 */
public record ReachOptions(
        @Nullable StunOptions stun, @Nullable XmppOptions xmpp) {
    /** Not at all. */
    public static final ReachOptions NONE = new ReachOptions(null, null);
}
