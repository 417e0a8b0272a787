package org.reactiveacs.main;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where commands that ask a running server find its REST API. The token never stands in the command line, which others see. */
final class ApiOptions {

    private static final String VARIABLE = "ACS_API_TOKEN";

    @Option(
            names = "--api",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:7557",
            description = "Where the REST API of a node is. Default: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init") // There is a default.
    URI api;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "A file that holds the API's token. Default: what " + VARIABLE + " holds, or no token.")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates in PEM that an https API is trusted by. Default: those that Java trusts.")
    @Nullable
    Path trust;

    /** @throws CommandFailure if a file cannot be read */
    ApiClient client() {
        return new ApiClient(api, token(), trust);
    }

    private String token() {
        if (tokenFile == null) {
            var token = System.getenv(VARIABLE);
            return token == null ? "" : token.strip();
        }
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException e) {
            throw new CommandFailure("--token-file: cannot read " + tokenFile + ": " + e, e);
        }
    }
}
