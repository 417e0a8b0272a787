package org.reactiveacs.main;

import java.util.concurrent.Callable;

/**
 * A subcommand of {@code acs}, annotated with picocli's {@code @Command}. Other modules register theirs with
 * {@link java.util.ServiceLoader}; the value is an {@link ExitCode}.
 */
public interface CliCommand extends Callable<Integer> {}
