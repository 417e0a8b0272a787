package org.reactiveacs.hooks;

import java.util.stream.Collectors;
import org.reactiveacs.library.PoliciesInForce;
import org.reactiveacs.policy.document.DocumentException;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.hook.HookWants;

/** Reads what hooks answer, and says what is wrong with it without repeating it: it may hold passwords. */
final class AnswerReader {

    private static final int MOST_PROBLEMS = 3;

    private final PoliciesInForce policies;

    AnswerReader(PoliciesInForce policies) {
        this.policies = policies;
    }

    /**
     * Reads an answer; nothing at all wants nothing.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    HookWants read(String text) {
        if (text.isBlank()) {
            return HookWants.NOTHING;
        }
        var source = source(text);
        try {
            return policies.written().hookAnswer(source, policies.now().aliases());
        } catch (DocumentException e) {
            throw new IllegalArgumentException(
                    e.problems().stream()
                            .limit(MOST_PROBLEMS)
                            .map(problem ->
                                    (problem.pointer().isEmpty() ? "" : problem.pointer() + ": ") + problem.text())
                            .collect(Collectors.joining("; ")),
                    e);
        }
    }

    private static Source source(String text) {
        try {
            return Source.read(text, Source.Form.JSON);
        } catch (DocumentException e) {
            var at = e.problems().get(0);
            throw new IllegalArgumentException("no JSON, line " + at.line() + ", column " + at.column(), e);
        }
    }
}
