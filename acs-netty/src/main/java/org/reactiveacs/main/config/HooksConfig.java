package org.reactiveacs.main.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code hooks.*}: programs that are asked over HTTP what policies want of a device. */
public interface HooksConfig {
    /** What questions are signed with; without it no hook is asked. */
    Optional<Secret> secret();

    /** The secret before: questions are signed with it, too, while it is set. */
    Optional<Secret> formerSecret();

    /** Networks in which hooks may be; without any, all but this machine's own addresses. */
    Optional<List<Network>> networks();

    /** PEM file with the authorities that may have signed the certificates of hooks; Java's own if not set. */
    Optional<@WithConverter(Converters.Paths.class) Path> trust();

    /** Questions at a time from this node to one hook. */
    @WithDefault("64")
    int connections();

    /** Bytes that an answer may have. */
    @WithDefault("65536")
    int answerBytes();

    /** Answers that this node keeps. */
    @WithDefault("10000")
    int cached();

    /** How long a hook that failed too often is left alone. */
    @WithDefault("10s")
    Duration pause();
}
