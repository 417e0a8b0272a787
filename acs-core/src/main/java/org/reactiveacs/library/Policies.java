package org.reactiveacs.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Registration.Variable;
import org.reactiveacs.policy.Policy;
import org.reactiveacs.policy.alias.Aliases;
import org.reactiveacs.policy.desired.PolicySet;
import org.reactiveacs.policy.document.DocumentException;
import org.reactiveacs.policy.document.PolicyReader;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.expression.Expressions;
import org.reactiveacs.policy.expression.Server;
import org.reactiveacs.policy.hook.HookWants;
import org.reactiveacs.store.Library;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The policies of all nodes: what operators wrote, its revisions, and all of it ready to be compared with devices. Thread-safe. */
public final class Policies {

    private static final String SHELF = "policy";
    /** What a store holds from the beginning. */
    private static final List<String> FIRST =
            List.of("onboarding", "onboarding-stun", "onboarding-xmpp", "inform-parameters");

    private final Library library;
    private final Server server;
    private final GroupVariables groups;
    private final AliasDocument aliases;
    private final Expressions expressions = new Expressions();
    private final PolicyReader reader = new PolicyReader(expressions);
    private final Map<String, Understood> understood = new ConcurrentHashMap<>();

    /** @param server what expressions see of this server */
    public Policies(Library library, Server server) {
        this.library = library;
        this.server = server;
        this.groups = new GroupVariables(library);
        this.aliases = new AliasDocument(library);
    }

    /** What a store keeps of a document. */
    private record Kept(Instant at, String by, String json) {}

    /** A document that was read, with the names that it was read with: one that is written must not have all others read again. */
    private record Understood(PolicyDocument document, Aliases aliases, PolicySet.Revision revision) {
        boolean isOf(PolicyDocument other, Aliases names) {
            return document.equals(other) && aliases.equals(names);
        }
    }

    private static PolicyDocument document(String name, long version, byte[] record) {
        var kept = TaskCodec.decodeRecord(record, Kept.class);
        return new PolicyDocument(name, version, kept.at(), kept.by(), kept.json());
    }

    /** All policies by name. */
    public Mono<List<PolicyDocument>> all() {
        return library.all(SHELF)
                .map(entries -> entries.entrySet().stream()
                        .map(entry -> document(
                                entry.getKey(),
                                entry.getValue().version(),
                                entry.getValue().record()))
                        .sorted(Comparator.comparing(PolicyDocument::name))
                        .toList());
    }

    /** One policy, empty when there is none of that name. */
    public Mono<PolicyDocument> get(String name) {
        return library.get(SHELF, name).map(entry -> document(name, entry.version(), entry.record()));
    }

    /** What a policy has said, the newest first; also of one that was removed. */
    public Mono<List<PolicyDocument>> revisions(String name) {
        return library.history(SHELF, name)
                .map(history -> history.entrySet().stream()
                        .map(entry -> document(name, entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparingLong(PolicyDocument::version)
                                .reversed())
                        .toList());
    }

    /**
     * Reads what a hook answered; names in it are those that the policies go by.
     *
     * @throws org.reactiveacs.policy.document.DocumentException with all that is wrong with it
     */
    public HookWants hookAnswer(Source source, Aliases names) {
        return reader.hookAnswer(source, names);
    }

    /** Reads a document; the error is a {@link org.reactiveacs.policy.document.DocumentException} with all that is wrong with it. */
    public Mono<Policy> read(String name, Source source) {
        return aliases.all().map(names -> reader.read(name, source, names));
    }

    /**
     * Keeps a policy that was read without a mistake.
     *
     * @param expected the version that it is to have, 0 if it is to be a new one
     * @return its version afterwards, 0 if it had another than expected and nothing was changed
     */
    public Mono<Long> put(String name, Source source, long expected, Write write) {
        var kept = new Kept(write.at(), write.actor().name(), source.root().toString());
        return library.edit(new Library.Edit(SHELF, name, expected, TaskCodec.encodeRecord(kept), write, ""));
    }

    /** Takes a policy away; its revisions stay. The answer is as for {@link #put}. */
    public Mono<Long> remove(String name, long expected, Write write) {
        return library.edit(new Library.Edit(SHELF, name, expected, null, write, ""));
    }

    /** Writes the policies that a store holds from the beginning, each unless it was ever there. */
    public Mono<Void> begin(Write write) {
        return Flux.fromIterable(FIRST)
                .concatMap(name -> begin(name, new Write(write.operation() + "-" + name, write.actor(), write.at())))
                .then();
    }

    private Mono<Long> begin(String name, Write write) {
        return library.history(SHELF, name)
                .filter(Map::isEmpty)
                .flatMap(never -> put(name, Source.read(first(name), Source.Form.YAML), 0, write));
    }

    private static String first(String name) {
        try (var in = Policies.class.getResourceAsStream(name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + name + ".yaml");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The variables of groups. */
    public GroupVariables groups() {
        return groups;
    }

    /** The names that stand for paths. */
    public AliasDocument aliases() {
        return aliases;
    }

    /** Grows with every change of policies, of groups' variables and of aliases. */
    public Mono<Long> state() {
        return library.state(SHELF).zipWith(groups.state(), Long::sum).zipWith(aliases.state(), Long::sum);
    }

    /** All policies in force. */
    public Mono<PolicySet> set() {
        return setWith(null);
    }

    /**
     * All policies, but one of them as it would be.
     *
     * @param instead null for the policies as they are
     */
    public Mono<PolicySet> setWith(@Nullable Policy instead) {
        var names = groups.listed()
                .zipWith(
                        aliases.all(),
                        (variables, paths) -> new PolicySet.Names(values(variables), paths, server, hidden(variables)));
        return all().zipWith(names, (documents, known) -> {
            var unreadable = new TreeMap<String, String>();
            var revisions = revisions(documents, known.aliases(), unreadable);
            if (instead != null) {
                revisions.removeIf(revision -> revision.policy().name().equals(instead.name()));
                revisions.add(new PolicySet.Revision(instead, instead.hashCode()));
            }
            return PolicySet.of(revisions, known, expressions, unreadable);
        });
    }

    private static Map<String, Map<String, String>> values(Map<String, Map<String, Variable>> groups) {
        var values = new TreeMap<String, Map<String, String>>();
        groups.forEach((tag, variables) -> {
            var plain = new TreeMap<String, String>();
            variables.forEach((name, variable) -> plain.put(name, variable.value()));
            values.put(tag, plain);
        });
        return values;
    }

    private static Set<String> hidden(Map<String, Map<String, Variable>> groups) {
        return groups.values().stream()
                .flatMap(variables -> variables.entrySet().stream())
                .filter(variable -> variable.getValue().secret())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** @param unreadable takes those that name what is not there any more, by name with the reason */
    private List<PolicySet.Revision> revisions(
            List<PolicyDocument> documents, Aliases aliases, Map<String, String> unreadable) {
        var revisions = new ArrayList<PolicySet.Revision>();
        understood
                .keySet()
                .retainAll(documents.stream().map(PolicyDocument::name).collect(Collectors.toSet()));
        for (var document : documents) {
            try {
                revisions.add(revision(document, aliases));
            } catch (DocumentException e) {
                unreadable.put(document.name(), String.valueOf(e.getMessage()));
            }
        }
        return revisions;
    }

    private PolicySet.Revision revision(PolicyDocument document, Aliases aliases) {
        var known = understood.get(document.name());
        if (known != null && known.isOf(document, aliases)) {
            return known.revision();
        }
        var policy = reader.read(document.name(), Source.read(document.json(), Source.Form.JSON), aliases);
        long fingerprint = document.name().hashCode() * 0x9E3779B97F4A7C15L
                + document.version() * 0xC2B2AE3D27D4EB4FL
                + document.at().toEpochMilli();
        var revision = new PolicySet.Revision(policy, fingerprint);
        understood.put(document.name(), new Understood(document, aliases, revision));
        return revision;
    }
}
