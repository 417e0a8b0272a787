package org.reactiveacs.simulator.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run of the command, and what it said. */
record Simulation(int code, String out, String err) {
    static Simulation run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new SimulateCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Simulation(code, out.toString(), err.toString());
    }

    JsonNode report() {
        return JsonMapper.shared().readTree(out);
    }
}
