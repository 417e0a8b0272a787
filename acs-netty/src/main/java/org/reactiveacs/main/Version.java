package org.reactiveacs.main;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What this program is called and which version of it runs. */
public final class Version implements IVersionProvider {
    /** The version as built into the jar, or {@code development} outside of one. */
    public static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Reactive ACS " + number()};
    }
}
