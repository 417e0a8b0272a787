package org.reactiveacs.main;

import org.reactiveacs.api.ApiAccess;
import org.reactiveacs.main.config.ApiConfig;

/** The configuration of the API in the API's own terms. */
final class ApiWiring {
    private ApiWiring() {}

    /**
     * Who may use the API.
     *
     * @throws CommandFailure if it would be open to more than this machine
     */
    static ApiAccess access(ApiConfig config, ServerSecrets secrets) {
        if (!config.open()) {
            return ApiAccess.token(secrets.administrator());
        }
        var address = config.listen().address().getAddress();
        if (address == null || !address.isLoopbackAddress()) {
            throw new CommandFailure("api.open: is for a loopback address alone, and api.listen is " + config.listen());
        }
        return ApiAccess.open();
    }
}
