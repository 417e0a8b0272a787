package org.reactiveacs.library;

import org.reactiveacs.policy.hook.HookAnswer;
import org.reactiveacs.policy.hook.HookQuestion;
import reactor.core.publisher.Mono;

/** Asks the hooks of policies. Thread-safe. */
@FunctionalInterface
public interface Hooks {

    /**
     * Asks one. Always gives an answer, within the time that the hook has: that it failed is one, too. The same question is not
     * asked a second time while it is asked, nor while an answer counts.
     */
    Mono<HookAnswer> ask(HookQuestion question);
}
