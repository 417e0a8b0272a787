package org.reactiveacs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The arrows between the server's packages, as docs/design.md draws them. */
@AnalyzeClasses(
        packages = "org.reactiveacs",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {

    /** Contracts that other modules run come as jars, too. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String ENDPOINT = "org.reactiveacs.endpoint..";
    private static final String API = "org.reactiveacs.api..";
    private static final String CONNREQ = "org.reactiveacs.connreq..";
    private static final String HOOKS = "org.reactiveacs.hooks..";
    private static final String DELIVERY = "org.reactiveacs.delivery..";
    private static final String ROLLOUT = "org.reactiveacs.rollout..";
    private static final String RECORDING = "org.reactiveacs.recording..";
    private static final String ODDITY = "org.reactiveacs.oddity..";
    private static final String FILES = "org.reactiveacs.files..";
    private static final String MAIN = "org.reactiveacs.main..";
    private static final String CONFIG = "org.reactiveacs.main.config..";
    private static final String EMBEDDED = "org.reactiveacs.store.embedded..";
    private static final String REDIS = "org.reactiveacs.store.redis..";

    @ArchTest
    static final ArchRule theEndpointMeetsTheOthersOnlyInTheCore =
            mayNotUse(ENDPOINT, API, CONNREQ, FILES, ROLLOUT, HOOKS, RECORDING, DELIVERY, ODDITY);

    @ArchTest
    static final ArchRule theApiMeetsTheOthersOnlyInTheCore =
            mayNotUse(API, ENDPOINT, CONNREQ, FILES, ROLLOUT, HOOKS, RECORDING, DELIVERY, ODDITY);

    @ArchTest
    static final ArchRule connectionRequestsMeetTheOthersOnlyInTheCore =
            mayNotUse(CONNREQ, ENDPOINT, API, FILES, ROLLOUT, HOOKS, RECORDING, DELIVERY, ODDITY);

    @ArchTest
    static final ArchRule filesMeetTheOthersOnlyInTheCore =
            mayNotUse(FILES, ENDPOINT, API, CONNREQ, ROLLOUT, HOOKS, RECORDING, DELIVERY, ODDITY);

    @ArchTest
    static final ArchRule campaignsMeetTheOthersOnlyInTheCore =
            mayNotUse(ROLLOUT, ENDPOINT, API, CONNREQ, FILES, HOOKS, RECORDING, DELIVERY, ODDITY);

    @ArchTest
    static final ArchRule hooksMeetTheOthersOnlyInTheCore =
            mayNotUse(HOOKS, ENDPOINT, API, CONNREQ, FILES, ROLLOUT, RECORDING, DELIVERY, ODDITY);

    @ArchTest
    static final ArchRule recordingMeetsTheOthersOnlyInTheCore =
            mayNotUse(RECORDING, ENDPOINT, API, CONNREQ, FILES, ROLLOUT, HOOKS, DELIVERY, ODDITY);

    @ArchTest
    static final ArchRule deliveriesMeetTheOthersOnlyInTheCore =
            mayNotUse(DELIVERY, ENDPOINT, API, CONNREQ, FILES, ROLLOUT, HOOKS, RECORDING, ODDITY);

    @ArchTest
    static final ArchRule anomaliesMeetTheOthersOnlyInTheCore =
            mayNotUse(ODDITY, ENDPOINT, API, CONNREQ, FILES, ROLLOUT, HOOKS, RECORDING, DELIVERY);

    @ArchTest
    static final ArchRule whatServesAllServesNoneInParticular = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.reactiveacs.auth..",
                    "org.reactiveacs.load..",
                    "org.reactiveacs.metrics..",
                    "org.reactiveacs.outbound..",
                    "org.reactiveacs.tls..",
                    "org.reactiveacs.tracing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENDPOINT, API, CONNREQ, FILES, HOOKS, RECORDING, DELIVERY, ODDITY);

    @ArchTest
    static final ArchRule onlyMainKnowsWhichStoreItIs = noClasses()
            .that()
            .resideOutsideOfPackages(MAIN, EMBEDDED, REDIS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(EMBEDDED, REDIS);

    @ArchTest
    static final ArchRule nobodyKnowsMain = noClasses()
            .that()
            .resideOutsideOfPackage(MAIN)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(MAIN);

    @ArchTest
    static final ArchRule theConfigurationKnowsNothingOfWhatItConfigures = noClasses()
            .that()
            .resideInAPackage(CONFIG)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.reactiveacs.main",
                    ENDPOINT,
                    API,
                    "org.reactiveacs.auth..",
                    "org.reactiveacs.metrics..",
                    "org.reactiveacs.tls..",
                    "org.reactiveacs.tracing..",
                    "org.reactiveacs.store..");

    @ArchTest
    static final ArchRule onlyTracingKnowsOpenTelemetry = noClasses()
            .that()
            .resideOutsideOfPackage("org.reactiveacs.tracing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule noPackagesGoInCircles = SlicesRuleDefinition.slices()
            .matching("org.reactiveacs.(*)..")
            .should()
            .beFreeOfCycles();

    private static ArchRule mayNotUse(String one, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(one)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true);
    }
}
