package org.reactiveacs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the core's packages, as docs/design.md draws them. */
@AnalyzeClasses(packages = "org.reactiveacs", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesImportOnlyAlongTheArrows = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.reactiveacs..")
            .layer("device")
            .definedBy("..device..")
            .layer("keys")
            .definedBy("..keys..")
            .layer("port")
            .definedBy("..port..")
            .layer("cluster")
            .definedBy("..cluster..")
            .layer("cwmp")
            .definedBy("..cwmp..")
            .layer("task")
            .definedBy("..task..")
            .layer("policy")
            .definedBy("..policy..")
            .layer("store")
            .definedBy("..store", "..store.filter..", "..store.record..")
            .layer("bulk")
            .definedBy("..bulk..")
            .layer("inventory")
            .definedBy("..inventory..")
            .layer("campaign")
            .definedBy("..campaign..")
            .layer("anomaly")
            .definedBy("..anomaly..")
            .layer("capture")
            .definedBy("..capture..")
            .layer("feed")
            .definedBy("..feed..")
            .layer("subscription")
            .definedBy("..subscription..")
            .layer("library")
            .definedBy("..library..")
            .layer("embedded")
            .definedBy("..store.embedded..")
            .layer("session")
            .definedBy("..session..")
            .whereLayer("device")
            .mayNotAccessAnyLayer()
            .whereLayer("keys")
            .mayNotAccessAnyLayer()
            .whereLayer("port")
            .mayOnlyAccessLayers("device")
            .whereLayer("cluster")
            .mayOnlyAccessLayers("device", "port")
            .whereLayer("cwmp")
            .mayOnlyAccessLayers("device")
            .whereLayer("task")
            .mayOnlyAccessLayers("device")
            .whereLayer("policy")
            .mayOnlyAccessLayers("device", "task")
            .whereLayer("store")
            .mayOnlyAccessLayers("device", "task", "cluster", "port", "keys")
            .whereLayer("bulk")
            .mayOnlyAccessLayers("cluster", "store")
            .whereLayer("inventory")
            .mayOnlyAccessLayers("device", "task", "store", "port")
            .whereLayer("campaign")
            .mayOnlyAccessLayers("cluster", "device", "policy", "port", "store", "task")
            .whereLayer("anomaly")
            .mayOnlyAccessLayers("cluster", "device", "port", "store")
            .whereLayer("capture")
            .mayOnlyAccessLayers("device", "store")
            .whereLayer("feed")
            .mayOnlyAccessLayers("cluster", "device", "port", "store")
            .whereLayer("subscription")
            .mayOnlyAccessLayers("cluster", "device", "feed", "port", "store")
            .whereLayer("library")
            .mayOnlyAccessLayers("device", "policy", "store", "port")
            .whereLayer("embedded")
            .mayOnlyAccessLayers("device", "task", "cluster", "port", "store", "keys")
            .whereLayer("session")
            .mayOnlyAccessLayers("device", "task", "policy", "cwmp", "store", "port")
            .whereLayer("embedded")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule theCoreKnowsNoNetworkAndNoRedis = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.lettuce..", "java.net.http..", "reactor.netty..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.n(et|io)\\..*(Socket|Connection|Address).*");

    @ArchTest
    static final ArchRule theEngineHasNoClockNoChanceAndNoWaiting = noClasses()
            .that()
            .resideInAnyPackage("..session..", "..policy..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.nio",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "java.util.concurrent..",
                    "reactor..")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");
}
