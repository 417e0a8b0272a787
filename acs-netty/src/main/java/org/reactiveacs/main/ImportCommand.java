package org.reactiveacs.main;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.genieacs.GenieException;
import org.reactiveacs.genieacs.GenieImport;
import org.reactiveacs.genieacs.GenieSource;
import org.reactiveacs.genieacs.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code acs import}: brings what another server knows. */
@Command(name = "import", description = "Bring devices, credentials and policies from another ACS.")
final class ImportCommand implements CliCommand {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }

    @Command(
            name = "genieacs",
            description = {
                "Bring devices with their parameters, tags and credentials from GenieACS 1.2, and presets as policies.",
                "",
                "What is here already stays, so it can be done again and again while devices move. The report on stdout says",
                "what was brought and, with the reason, what was not. Ends with 1 if a device was refused."
            })
    Integer genieacs(
            @Mixin ApiOptions options,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "URL|DIRECTORY",
                            description =
                                    "GenieACS' NBI, such as http://genieacs:7557, or a directory of files that mongoexport wrote: devices.json, presets.json, ...")
                    String from,
            @Option(names = "--dry-run", description = "Report what would be done, and write nothing.") boolean dry,
            @Option(
                            names = "--enable",
                            description =
                                    "Have the policies in force at once. Default: they are written, and not enabled.")
                    boolean enable,
            @Option(names = "--tag", paramLabel = "TAG", description = "Give each device this tag, too.") @Nullable
                    String tag) {
        try {
            var source = source(from);
            var client = options.client();
            client.get("/cluster"); // Whether it is there, and takes the token, shows before anything is read.
            var work = new GenieImport(
                    source,
                    new Api(client),
                    new GenieImport.Wishes(dry, enable, tag),
                    spec.commandLine().getErr());
            var report = work.run();
            report.print(spec.commandLine().getOut());
            return report.isWhole() ? ExitCode.OK : ExitCode.FAILURE;
        } catch (GenieException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static GenieSource source(String from) {
        try {
            return GenieSource.of(from);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--from: '" + from + "' is neither a URL nor a directory", e);
        }
    }

    /** The API as imports see it. */
    private record Api(ApiClient client) implements Target {
        @Override
        public JsonNode devices(byte[] devices, boolean dry) {
            return client.post("/devices/import?dryRun=" + dry, devices);
        }

        @Override
        public @Nullable JsonNode policy(String name) {
            return client.find("/policies/" + name);
        }

        @Override
        public void write(String name, JsonNode policy) {
            client.create("/policies/" + name, policy);
        }
    }
}
