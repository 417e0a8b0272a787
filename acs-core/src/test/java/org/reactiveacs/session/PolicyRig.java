package org.reactiveacs.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.reactiveacs.cwmp.AcsMessage;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.AddObjectResponse;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.DeleteObject;
import org.reactiveacs.cwmp.DeleteObjectResponse;
import org.reactiveacs.cwmp.DeviceIdStruct;
import org.reactiveacs.cwmp.Download;
import org.reactiveacs.cwmp.DownloadResponse;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.ParameterInfoStruct;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.RebootResponse;
import org.reactiveacs.cwmp.SetParameterAttributes;
import org.reactiveacs.cwmp.SetParameterAttributesResponse;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.SetParameterValuesFault;
import org.reactiveacs.cwmp.SetParameterValuesResponse;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.InstanceAlias;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Registration;
import org.reactiveacs.library.AliasDocument;
import org.reactiveacs.library.Policies;
import org.reactiveacs.policy.alias.AliasReader;
import org.reactiveacs.policy.alias.Aliases;
import org.reactiveacs.policy.desired.Marks;
import org.reactiveacs.policy.desired.PolicySet;
import org.reactiveacs.policy.desired.Seen;
import org.reactiveacs.policy.document.PolicyReader;
import org.reactiveacs.policy.document.Source;
import org.reactiveacs.policy.expression.Expressions;
import org.reactiveacs.policy.expression.Server;
import org.reactiveacs.policy.hook.HookAnswer;

/** A device with parameters of its own, the engine, and policies that can be written and changed. */
final class PolicyRig {

    private static final Expressions EXPRESSIONS = new Expressions();
    private static final PolicyReader READER = new PolicyReader(EXPRESSIONS);

    private static final String ALIAS_BASED_ADDRESSING = "Device.ManagementServer.AliasBasedAddressing";
    static final String INSTANCE_WILDCARDS = "Device.ManagementServer.InstanceWildcardsSupported";

    final Map<String, String> values = new TreeMap<>();
    final Map<String, Integer> notifications = new HashMap<>();
    final Map<String, Integer> refused = new HashMap<>();
    final Set<String> hidden = new HashSet<>();
    final List<AcsMessage> requests = new ArrayList<>();
    final Map<String, Map<String, String>> groups = new HashMap<>();
    String refusal = "refused";
    int setStatus;
    boolean namesCulprits = true;
    int retryCount;
    /** What it does with aliases in brackets and with stars, whatever it says of itself. */
    boolean takesAliases;
    /** Whether it forgets the ParameterKeys that it is given. */
    boolean ignoresParameterKey;

    Stars stars = Stars.REFUSED;

    /** What a device makes of {@code *} in the place of instances. */
    enum Stars {
        TAKEN,
        REFUSED,
        /** Answered with nothing, as a name that it does not know. */
        IGNORED
    }

    private final Map<String, PolicySet.Revision> policies = new TreeMap<>();
    private Aliases aliases = AliasDocument.SHIPPED;
    private Server server = Server.NONE;
    private PolicySet set =
            PolicySet.of(List.of(), new PolicySet.Names(Map.of(), aliases, server), EXPRESSIONS, Map.of());
    private int revisions;
    private int instances = 10;

    final EngineRig rig;

    /** A device that says that it addresses by alias, and numbers its instances. */
    void offerAliases() {
        values.put(ALIAS_BASED_ADDRESSING, "1");
        takesAliases = true;
    }

    /** A device that says that it takes stars in the place of instances. */
    void offerWildcards() {
        values.put("Device.RootDataModelVersion", "2.12");
        values.put(INSTANCE_WILDCARDS, "true");
        stars = Stars.TAKEN;
    }

    PolicyRig() {
        this(Duration.ZERO);
    }

    /** @param passwordAge after which passwords are rotated, zero for never */
    PolicyRig(Duration passwordAge) {
        this(passwordAge, List.of());
    }

    /** @param macPaths where a MAC address may be */
    PolicyRig(List<String> macPaths) {
        this(Duration.ZERO, macPaths);
    }

    private PolicyRig(Duration passwordAge, List<String> macPaths) {
        rig = new EngineRig(Map.of(DataModel.TR181, macPaths), new Standards(() -> set, tools(), passwordAge));
        values.put("Device.RootDataModelVersion", "2.11");
        values.put("Device.DeviceInfo.SoftwareVersion", "1.0");
        values.put("Device.ManagementServer.ParameterKey", "");
    }

    static Seen.Tools tools() {
        return new Seen.Tools(
                new Marks(new Marks.Signer() {
                    @Override
                    public byte[] mac(byte[] message) {
                        var text = "key" + new String(message, StandardCharsets.UTF_8);
                        return Integer.toHexString(text.hashCode()).getBytes(StandardCharsets.UTF_8);
                    }

                    @Override
                    public boolean verify(byte[] message, byte[] tag) {
                        return Arrays.equals(mac(message), tag);
                    }
                }),
                (device, registration) -> purpose -> purpose + " of " + device.id() + epoch(purpose, registration));
    }

    private static String epoch(String purpose, Registration registration) {
        boolean isFirst = registration.epoch() == 0 || !Rotations.isRotated(purpose);
        return isFirst ? "" : " " + registration.epoch();
    }

    /** Writes a policy; single quotes stand for double ones. */
    void policy(String name, String json) {
        var policy = READER.read(name, Source.read(json.replace('\'', '"'), Source.Form.JSON), aliases);
        policies.put(name, new PolicySet.Revision(policy, ++revisions));
        compile();
    }

    /** Writes aliases of one's own; single quotes stand for double ones. */
    void aliases(String json) {
        aliases = AliasReader.read(
                        Source.read(json.replace('\'', '"'), Source.Form.JSON).root())
                .over(AliasDocument.SHIPPED);
        compile();
    }

    /** Takes a policy as a store holds it from the beginning, and enables it. */
    void shipped(String name) throws IOException {
        try (var in = Policies.class.getResourceAsStream(name + ".yaml")) {
            var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            var source = Source.read(text.replace("enabled: false", "enabled: true"), Source.Form.YAML);
            policies.put(name, new PolicySet.Revision(READER.read(name, source, aliases), ++revisions));
            compile();
        }
    }

    /** One of those to start from. */
    void example(String name) throws IOException {
        var text = Files.readString(Path.of("..", "deploy", "policies", name + ".yaml"));
        policies.put(
                name,
                new PolicySet.Revision(READER.read(name, Source.read(text, Source.Form.YAML), aliases), ++revisions));
        compile();
    }

    void server(Server configured) {
        server = configured;
        compile();
    }

    private void compile() {
        set = PolicySet.of(policies.values(), new PolicySet.Names(groups, aliases, server), EXPRESSIONS, Map.of());
    }

    PolicySet policies() {
        return set;
    }

    /** Hooks answer this from now on; single quotes stand for double ones. */
    void hooksSay(String json) {
        var wants = READER.hookAnswer(Source.read(json.replace('\'', '"'), Source.Form.JSON), aliases);
        rig.hooks = question -> HookAnswer.wants(
                question.revision(),
                question.hook().cache() == null
                        ? null
                        : rig.now.plus(question.hook().cache()),
                wants);
    }

    /** Hooks fail from now on. */
    void hooksFail(boolean lasting, String text) {
        rig.hooks = question -> HookAnswer.failed(question.revision(), new HookAnswer.Failure(lasting, text));
    }

    void removePolicy(String name) {
        policies.remove(name);
        compile();
    }

    /** A whole session; gives the names of the RPCs that the device was asked for. */
    List<String> session(String... events) {
        rig.now = rig.now.plus(Duration.ofMinutes(10));
        requests.clear();
        rig.inform(inform(events));
        return goOn();
    }

    /** The rest of a session, until the device is asked for nothing more. */
    List<String> goOn() {
        var reply = rig.nothing();
        while (reply instanceof Reply.Send send) {
            var request = (AcsMessage) send.envelope().message();
            requests.add(request);
            rig.now = rig.now.plusMillis(20);
            reply = rig.say(answer(request));
        }
        return requests.stream().map(CwmpMessage::rpcName).toList();
    }

    /** A session that breaks off over the first request of a kind, before or after the device has done what it asks. */
    void sessionLostAt(Class<? extends AcsMessage> rpc, boolean isDone, String... events) {
        rig.now = rig.now.plus(Duration.ofMinutes(10));
        requests.clear();
        rig.inform(inform(events));
        var request = EngineRig.message(rig.nothing());
        while (!rpc.isInstance(request)) {
            requests.add(request);
            rig.now = rig.now.plusMillis(20);
            request = EngineRig.message(rig.say(answer(request)));
        }
        if (isDone) {
            answer(request);
        }
        rig.abandon();
    }

    /** What the last session set. */
    Map<String, String> setValues() {
        var all = new TreeMap<String, String>();
        requests.forEach(request -> {
            if (request instanceof SetParameterValues set) {
                set.parameterList().forEach(value -> all.put(value.name(), value.value()));
            }
        });
        return all;
    }

    Inform inform(String... events) {
        var told = new ArrayList<ParameterValueStruct>();
        for (var path : List.of(
                "Device.RootDataModelVersion",
                "Device.DeviceInfo.SoftwareVersion",
                "Device.ManagementServer.ParameterKey",
                ALIAS_BASED_ADDRESSING)) {
            told.add(new ParameterValueStruct(path, values.getOrDefault(path, ""), ParameterType.STRING));
        }
        values.forEach((path, informed) -> {
            if (path.startsWith("Device.ManagementServer.InformParameter.") && path.endsWith(".ParameterName")) {
                var value = values.get(informed);
                if (value != null && "true".equals(values.get(path.replace(".ParameterName", ".Enable")))) {
                    told.add(new ParameterValueStruct(informed, value, ParameterType.STRING));
                }
            }
        });
        return new Inform(
                new DeviceIdStruct("Acme", "00D09E", "Box", "1"),
                Arrays.stream(events).map(code -> new EventStruct(code, "")).toList(),
                1,
                rig.now,
                retryCount,
                told);
    }

    private CwmpMessage answer(AcsMessage request) {
        if (request instanceof GetParameterValues get) {
            return read(get);
        }
        if (request instanceof SetParameterValues set) {
            return set(set);
        }
        if (request instanceof GetParameterNames names) {
            return names(names);
        }
        if (request instanceof AddObject add) {
            return add(add);
        }
        if (request instanceof DeleteObject delete) {
            values.keySet().removeIf(path -> path.startsWith(delete.objectName()));
            key(delete.parameterKey());
            return new DeleteObjectResponse(0);
        }
        if (request instanceof SetParameterAttributes attributes) {
            for (var one : attributes.parameterList()) {
                if (refused.containsKey(one.name())) {
                    return fault(refused.getOrDefault(one.name(), 0), refusal);
                }
            }
            attributes.parameterList().forEach(one -> notifications.put(one.name(), one.notification()));
            return new SetParameterAttributesResponse();
        }
        if (request instanceof Reboot) {
            return new RebootResponse();
        }
        if (request instanceof Download) {
            return new DownloadResponse(1, null, null);
        }
        throw new IllegalArgumentException("not answered: " + request.rpcName());
    }

    private CwmpMessage add(AddObject add) {
        var alias = InstanceAlias.last(add.objectName());
        if (alias != null && (!takesAliases || values.containsKey(numbered(add.objectName() + "Alias")))) {
            return fault(9005, "Invalid parameter name");
        }
        var table = InstanceAlias.table(add.objectName());
        int instance = ++instances;
        values.put(table + instance + ".Enable", "0");
        values.put(table + instance + ".Port", "0");
        values.put(table + instance + ".Protocol", "");
        if (takesAliases) {
            values.put(table + instance + ".Alias", alias == null ? "cpe-" + instance : alias);
        }
        key(add.parameterKey());
        return new AddObjectResponse(instance, 0);
    }

    /** The path with the number of the instance whose alias is in it; the path itself where there is none such. */
    private String numbered(String path) {
        int open = path.indexOf(".[");
        int close = path.indexOf("].", open);
        if (open < 0 || close < 0 || !takesAliases) {
            return path;
        }
        var table = path.substring(0, open + 1);
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().matches(Pattern.quote(table) + "\\d+\\.Alias"))
                .filter(entry -> entry.getValue().equals(path.substring(open + 2, close)))
                .map(entry -> entry.getKey().substring(0, entry.getKey().lastIndexOf('.')) + path.substring(close + 1))
                .findFirst()
                .orElse(path);
    }

    private void key(String key) {
        if (!ignoresParameterKey) {
            values.put("Device.ManagementServer.ParameterKey", key);
        }
    }

    private CwmpMessage read(GetParameterValues get) {
        var told = new ArrayList<ParameterValueStruct>();
        for (var asked : get.parameterNames()) {
            if (asked.contains(".*.") && stars == Stars.REFUSED) {
                return fault(9005, "Invalid parameter name");
            }
            boolean any = asked.contains(".*.");
            var name = numbered(asked);
            var form = form(name);
            for (var value : values.entrySet()) {
                if (name.endsWith(".")
                        ? form.matcher(value.getKey()).lookingAt()
                        : form.matcher(value.getKey()).matches()) {
                    any = true;
                    told.add(new ParameterValueStruct(
                            value.getKey(),
                            hidden.contains(value.getKey()) ? "" : value.getValue(),
                            value.getKey().endsWith("Port") ? ParameterType.UNSIGNED_INT : ParameterType.STRING));
                }
            }
            if (!any && !name.endsWith(".")) {
                return fault(9005, "Invalid parameter name");
            }
        }
        return new GetParameterValuesResponse(told);
    }

    private CwmpMessage set(SetParameterValues set) {
        var culprits = set.parameterList().stream()
                .filter(value -> refused.containsKey(value.name()))
                .map(value -> new SetParameterValuesFault(value.name(), refused.getOrDefault(value.name(), 0), refusal))
                .toList();
        if (!culprits.isEmpty()) {
            return namesCulprits
                    ? new Fault("Client", 9003, "Invalid arguments", culprits)
                    : fault(culprits.get(0).faultCode(), refusal);
        }
        set.parameterList().forEach(value -> values.put(value.name(), value.value()));
        key(set.parameterKey());
        return new SetParameterValuesResponse(setStatus);
    }

    private CwmpMessage names(GetParameterNames names) {
        if (names.parameterPath().contains(".*.") && stars == Stars.REFUSED) {
            return fault(9005, "Invalid parameter name");
        }
        var told = new ArrayList<ParameterInfoStruct>();
        var form = form(names.parameterPath());
        values.keySet().stream()
                .filter(path -> form.matcher(path).lookingAt())
                .map(path -> names.nextLevel() ? child(form, path) : path)
                .distinct()
                .forEach(path -> told.add(new ParameterInfoStruct(path, true)));
        return new GetParameterNamesResponse(told);
    }

    private static String child(Pattern form, String path) {
        var above = form.matcher(path);
        int dot = above.lookingAt() ? path.indexOf('.', above.end()) : -1;
        return dot < 0 ? path : path.substring(0, dot + 1);
    }

    private Pattern form(String name) {
        return Pattern.compile(Arrays.stream(stars == Stars.TAKEN ? name.split("\\*", -1) : new String[] {name})
                .map(Pattern::quote)
                .collect(Collectors.joining("\\d+")));
    }

    private static Fault fault(int code, String text) {
        return new Fault("Client", code, text, List.of());
    }
}
