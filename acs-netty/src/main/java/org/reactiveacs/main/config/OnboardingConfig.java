package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.util.Optional;

/** {@code cwmp.onboarding.*}: the credentials that new devices share until they have their own. */
public interface OnboardingConfig {
    Optional<String> username();

    Optional<Secret> password();

    /** What becomes of a known device that comes back with the onboarding credentials. */
    @WithDefault("quarantine")
    CwmpConfig.Admission afterReset();
}
