package org.reactiveacs.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Registration.Variable;
import org.reactiveacs.store.DeviceStore.Change;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/**
 * Variables of many devices from a table: the first line names them, the first column is the device's id. A name with a star behind it is
 * secret, and a column {@code subscriber} says whose the device is. An empty field says nothing. Each line stands for itself.
 */
final class VariablesImport {
    private static final String DEVICE = "device";
    private static final String SUBSCRIBER = "subscriber";
    private static final Precondition NONE = new Precondition(null, null);
    private static final int AT_ONCE = 16;
    private static final int MOST_ERRORS = 1000;
    private static final CsvMapper CSV =
            CsvMapper.builder().enable(CsvReadFeature.WRAP_AS_ARRAY).build();

    private final ApiParts parts;
    private final Scheduler work;
    private final SubscribersResource subscribers;

    VariablesImport(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.subscribers = new SubscribersResource(parts, work);
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/variables/import", Set.of("register"), this::take)
                .takingCsv());
    }

    /** A line with what it says, or with what is wrong with it. */
    private record Line(
            int number,
            String device,
            List<Change> changes,
            @Nullable String subscriber,
            @Nullable String error) {

        static Line wrong(int number, String device, String error) {
            return new Line(number, device, List.of(), null, error);
        }
    }

    private Mono<ApiResponse> take(ApiRequest request) {
        boolean register = request.query().flag("register");
        var lines = lines(new String(request.body(), StandardCharsets.UTF_8), register);
        var done = new AtomicInteger();
        return Flux.fromIterable(lines)
                .flatMapSequential(line -> written(line, request, register, done), AT_ONCE)
                .collectList()
                .publishOn(work)
                .map(errors -> answer(done.get(), errors));
    }

    private Mono<Line> written(Line line, ApiRequest request, boolean register, AtomicInteger done) {
        if (line.error() != null) {
            return Mono.just(line);
        }
        return parts.store()
                .devices()
                .change(DeviceId.of(line.device()), line.changes(), parts.write(request.actor()))
                .hasElement()
                .flatMap(isThere -> isThere
                        ? assigned(line, request, register)
                        : Mono.just("no device " + line.device() + " is known"))
                .map(error -> Line.wrong(line.number(), line.device(), error))
                .switchIfEmpty(Mono.fromRunnable(done::incrementAndGet));
    }

    /** Gives the device to its subscriber if the line names one; what is wrong with that, empty if nothing is. */
    private Mono<String> assigned(Line line, ApiRequest request, boolean register) {
        var subscriber = line.subscriber();
        if (subscriber == null) {
            return Mono.empty();
        }
        return subscribers
                .assigned(subscriber, DeviceId.of(line.device()), register, NONE, parts.write(request.actor()))
                .then(Mono.<String>empty())
                .onErrorResume(Problem.class, problem -> Mono.just(String.valueOf(problem.getMessage())));
    }

    private static ApiResponse answer(int done, List<Line> errors) {
        var answer = Json.object().put("imported", done);
        var array = answer.putArray("errors");
        errors.stream()
                .limit(MOST_ERRORS)
                .forEach(line -> array.addObject().put("line", line.number()).put("detail", line.error()));
        return ApiResponse.ok(answer);
    }

    private List<Line> lines(String text, boolean register) {
        List<Line> lines = new ArrayList<>();
        try (var rows = CSV.readerFor(String[].class)
                .with(CsvSchema.emptySchema())
                .<String[]>readValues(text.endsWith("\n") ? text : text + "\n")) {
            if (text.isBlank() || !rows.hasNext()) {
                throw new Problem(Problem.Type.MALFORMED_REQUEST, "a first line with names is needed");
            }
            var names = names(rows.next());
            while (rows.hasNext()) {
                var row = rows.next();
                boolean isBlank = row.length == 0 || row.length == 1 && row[0].isBlank();
                if (!isBlank) {
                    // The reader stands at the beginning of the next line.
                    lines.add(line(rows.currentLocation().getLineNr() - 1, names, row, register));
                }
            }
            return lines;
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new Problem(
                    Problem.Type.MALFORMED_REQUEST,
                    "this is no CSV" + (at == null ? "" : ", in line " + at.getLineNr()) + ": "
                            + e.getOriginalMessage());
        }
    }

    private static String[] names(String[] row) {
        if (row.length < 2 || !row[0].strip().equals(DEVICE)) {
            throw Problem.body("", "the first line is to be: " + DEVICE + ",NAME,NAME*,... (a star for secret ones)");
        }
        for (int i = 1; i < row.length; i++) {
            row[i] = row[i].strip();
            var name = row[i].endsWith("*") ? row[i].substring(0, row[i].length() - 1) : row[i];
            var problem = VariablesResource.nameProblem(name);
            if (problem != null) {
                throw Problem.body("", problem);
            }
        }
        return row;
    }

    private Line line(int number, String[] names, String[] row, boolean register) {
        var text = row[0].strip();
        if (text.isEmpty() || text.length() > DeviceId.MAX_CHARS) {
            return Line.wrong(number, text, "the first column is the device's id");
        }
        var id = DeviceIds.of(text);
        var device = id.value();
        if (register) {
            try {
                DeviceIds.checkForm(id, parts.scheme());
            } catch (Problem problem) {
                return Line.wrong(number, device, String.valueOf(problem.getMessage()));
            }
        }
        if (row.length > names.length) {
            return Line.wrong(number, device, row.length + " fields, and " + names.length + " names");
        }
        List<Change> changes = new ArrayList<>();
        if (register) {
            changes.add(new Change.Register());
        }
        String subscriber = null;
        for (int i = 1; i < row.length; i++) {
            if (names[i].equals(SUBSCRIBER)) {
                subscriber = row[i].isBlank() ? null : row[i].strip();
            } else if (row[i].length() > VariablesResource.MAX_CHARS) {
                return Line.wrong(number, device, VariablesResource.TOO_LONG);
            } else if (!row[i].isEmpty()) {
                boolean secret = names[i].endsWith("*");
                var name = secret ? names[i].substring(0, names[i].length() - 1) : names[i];
                changes.add(new Change.SetVariable(name, new Variable(row[i], secret)));
            }
        }
        var problem = subscriber == null ? null : SubscribersResource.idProblem(subscriber);
        return problem != null
                ? Line.wrong(number, device, problem)
                : new Line(number, device, changes, subscriber, null);
    }
}
