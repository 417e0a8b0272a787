package org.reactiveacs.policy.document;

import java.util.List;
import java.util.stream.Collectors;

/** A document cannot be taken as it stands. */
public final class DocumentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<DocumentProblem> problems;

    /** With all that is wrong with it, at least one thing. */
    public DocumentException(List<DocumentProblem> problems) {
        super(problems.stream()
                .map(problem -> (problem.line() > 0 ? problem.line() + ":" + problem.column() + " " : "")
                        + (problem.pointer().isEmpty() ? "" : problem.pointer() + ": ")
                        + problem.text())
                .collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<DocumentProblem> problems() {
        return problems;
    }
}
