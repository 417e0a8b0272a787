package org.reactiveacs.tracing;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/** What spans tell: in OpenTelemetry's words where it has any, else in TR-069's. */
final class Keys {
    static final AttributeKey<String> DEVICE = AttributeKey.stringKey("cwmp.device.id");
    static final AttributeKey<String> OUI = AttributeKey.stringKey("cwmp.device.oui");
    static final AttributeKey<String> PRODUCT_CLASS = AttributeKey.stringKey("cwmp.device.product_class");
    static final AttributeKey<List<String>> EVENTS = AttributeKey.stringArrayKey("cwmp.events");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("cwmp.outcome");
    static final AttributeKey<String> RPC_SENT = AttributeKey.stringKey("cwmp.rpc.sent");
    static final AttributeKey<Long> FAULT = AttributeKey.longKey("cwmp.fault.code");
    static final AttributeKey<Long> FAULT_SENT = AttributeKey.longKey("cwmp.fault.sent");
    static final AttributeKey<Long> BYTES_RECEIVED = AttributeKey.longKey("http.request.body.size");
    static final AttributeKey<Long> BYTES_SENT = AttributeKey.longKey("http.response.body.size");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    static final AttributeKey<String> SERVICE_VERSION = AttributeKey.stringKey("service.version");
    static final AttributeKey<String> NODE = AttributeKey.stringKey("service.instance.id");

    private Keys() {}
}
