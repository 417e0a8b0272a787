package org.reactiveacs.simulator.cpe;

import java.time.Duration;
import org.reactiveacs.simulator.model.DataModel;

/** What the device's ManagementServer object says about dealing with its ACS. */
final class Management {
    private final DataModel model;

    Management(DataModel model) {
        this.model = model;
    }

    String url() {
        return value("URL");
    }

    String username() {
        return value("Username");
    }

    String password() {
        return value("Password");
    }

    boolean isPeriodic() {
        return value("PeriodicInformEnable").equals("1");
    }

    Duration periodicInterval() {
        return Duration.ofSeconds(Long.parseLong(value("PeriodicInformInterval")));
    }

    long retryMinimumSeconds() {
        return Long.parseLong(value("CWMPRetryMinimumWaitInterval"));
    }

    double retryMultiplier() {
        return Long.parseLong(value("CWMPRetryIntervalMultiplier")) / 1000.0;
    }

    String connectionRequestUrl() {
        return value("ConnectionRequestURL");
    }

    String connectionRequestUsername() {
        return value("ConnectionRequestUsername");
    }

    String connectionRequestPassword() {
        return value("ConnectionRequestPassword");
    }

    String parameterKeyPath() {
        return path("ParameterKey");
    }

    private String value(String name) {
        return model.value(model.find(path(name)).orElseThrow());
    }

    private String path(String name) {
        return model.root() + "ManagementServer." + name;
    }
}
