package org.reactiveacs.cwmp.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.Quirk;

/** Collects the headers and the namespace that tells the version. */
final class HeaderBuilder {
    private final Set<Quirk> quirks;
    private String entry = "";
    private @Nullable String namespace;
    private @Nullable String id;
    private boolean holdRequests;
    private boolean noMoreRequests;
    private @Nullable Integer sessionTimeout;
    private final List<String> supported = new ArrayList<>();
    private @Nullable String useVersion;

    HeaderBuilder(Set<Quirk> quirks) {
        this.quirks = quirks;
    }

    /** A namespace was seen; the last of CWMP counts, for the nearer to the message the better. */
    void namespace(@Nullable String uri) {
        if (uri != null && uri.startsWith(CwmpVersion.NAMESPACE_PREFIX)) {
            namespace = uri;
        }
    }

    /** A header begins; tells whether it is one of CWMP's. */
    boolean start(String name, boolean mustUnderstand) {
        switch (name) {
            case "ID",
                    "HoldRequests",
                    "NoMoreRequests",
                    "SessionTimeout",
                    "SupportedCWMPVersions",
                    "UseCWMPVersion" -> {
                entry = name;
                return true;
            }
            default -> {
                entry = "";
                quirks.add(mustUnderstand ? Quirk.UNKNOWN_MUST_UNDERSTAND : Quirk.UNKNOWN_ELEMENT);
                return false;
            }
        }
    }

    boolean wantsText() {
        return !entry.isEmpty();
    }

    void end(String text) {
        switch (entry) {
            case "ID" -> id = text.isBlank() ? null : text;
            case "HoldRequests" -> holdRequests = Numbers.flag(text, quirks);
            case "NoMoreRequests" -> noMoreRequests = Numbers.flag(text, quirks);
            case "SessionTimeout" -> sessionTimeout = Numbers.integer(text, quirks);
            case "SupportedCWMPVersions" -> {
                for (String version : text.split(",", -1)) {
                    if (!version.isBlank()) {
                        supported.add(version.strip());
                    }
                }
            }
            case "UseCWMPVersion" -> useVersion = text.strip();
            default -> {
                // Somebody else's header; noted when it began.
            }
        }
        entry = "";
    }

    Header build() {
        if (id == null) {
            quirks.add(Quirk.MISSING_ID);
        }
        return new Header(id, holdRequests, noMoreRequests, sessionTimeout, supported, useVersion);
    }

    @Nullable
    String id() {
        return id;
    }

    @Nullable
    CwmpVersion versionIfKnown() {
        return namespace == null ? null : version(namespace);
    }

    CwmpVersion version() {
        if (namespace == null) {
            quirks.add(Quirk.MISSING_NAMESPACE);
        } else if (!CwmpVersion.isKnownNamespace(namespace)) {
            quirks.add(Quirk.UNKNOWN_NAMESPACE);
        }
        return version(namespace == null ? "" : namespace);
    }

    /** 1.3 and 1.4 are told from 1.2 by the headers that they brought. */
    private CwmpVersion version(String uri) {
        CwmpVersion version = CwmpVersion.ofNamespace(uri);
        if (version != CwmpVersion.V1_2) {
            return version;
        }
        if (!supported.isEmpty() || useVersion != null) {
            return CwmpVersion.V1_4;
        }
        return sessionTimeout == null ? version : CwmpVersion.V1_3;
    }
}
