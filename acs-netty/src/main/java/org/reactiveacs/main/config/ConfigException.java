package org.reactiveacs.main.config;

import java.util.List;

/** The configuration is wrong; each problem is one line for the operator: the key, the value and where it stands. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
