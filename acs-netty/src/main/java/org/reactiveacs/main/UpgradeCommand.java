package org.reactiveacs.main;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code acs upgrade}: where a rolling upgrade stands, and its end. */
@Command(
        name = "upgrade",
        description = {
            "Show where a rolling upgrade stands, or finish it.",
            "",
            "Nodes of a new version write records as the version before did, so that both can run side by side and the",
            "new one can be taken back. Once all nodes are upgraded, finish: from then on nodes of the older version",
            "refuse."
        })
final class UpgradeCommand implements CliCommand {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }

    @Command(name = "status", description = "Show the nodes, what they can write, and what is written.")
    Integer status(@Mixin ApiOptions options) {
        var cluster = options.client().get("/cluster");
        var out = spec.commandLine().getOut();
        for (var node : cluster.path("nodes")) {
            out.println("node " + node.path("name").asString() + ": version "
                    + node.path("version").asString() + ", writes up to format "
                    + node.path("format").asInt());
        }
        out.println(state(cluster.path("format")));
        out.flush();
        return ExitCode.OK;
    }

    private static String state(JsonNode format) {
        int written = format.path("written").asInt();
        int oldest = format.path("oldest").asInt();
        return oldest < written
                ? "format " + written + " is written; records of format " + oldest + " are being written anew"
                : "format " + written + " is written, and nothing older is left";
    }

    @Command(
            name = "finish",
            description = {
                "Write records in the newest format that all nodes read. Nodes of older versions refuse from then on.",
                "Fails, and changes nothing, while a node of the older version runs."
            })
    Integer finish(@Mixin ApiOptions options) {
        var done = options.client().post("/cluster/upgrade");
        int from = done.path("from").asInt();
        int to = done.path("to").asInt();
        var out = spec.commandLine().getOut();
        out.println(
                from == to
                        ? "nothing to finish: format " + to + " is the newest that any node writes"
                        : "records are written in format " + to + " from now on; it was " + from);
        out.flush();
        return ExitCode.OK;
    }
}
