package org.reactiveacs.main.config;

import io.smallrye.config.ConfigMapping;

/** The whole configuration of a node; each method is one group of keys. */
@ConfigMapping(prefix = "", namingStrategy = ConfigMapping.NamingStrategy.VERBATIM)
public interface AcsConfig {
    DeviceConfig device();

    CwmpConfig cwmp();

    FilesConfig files();

    ApiConfig api();

    ManagementConfig management();

    StoreConfig store();

    NodeConfig node();

    SilenceConfig silence();

    AnomaliesConfig anomalies();

    ConnreqConfig connreq();

    XmppConfig xmpp();

    StunConfig stun();

    HooksConfig hooks();

    CaptureConfig capture();

    TracingConfig tracing();

    EventsConfig events();

    SubscriptionsConfig subscriptions();

    SecurityConfig security();

    ShutdownConfig shutdown();

    LogConfig log();
}
