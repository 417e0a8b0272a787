package org.reactiveacs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the packages with sockets, as docs/design.md draws them. */
@AnalyzeClasses(packages = "org.reactiveacs", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule listenersMeetOnlyInTheCore = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("org.reactiveacs..")
            .layer("endpoint")
            .definedBy("..endpoint..")
            .layer("api")
            .definedBy("..api..")
            .layer("auth")
            .definedBy("..auth..")
            .layer("metrics")
            .definedBy("..metrics..")
            .layer("tls")
            .definedBy("..tls..")
            .layer("main")
            .definedBy("..main..")
            .whereLayer("endpoint")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("api")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("auth")
            .mayOnlyBeAccessedByLayers("endpoint", "api", "main")
            .whereLayer("metrics")
            .mayOnlyBeAccessedByLayers("endpoint", "api", "main")
            .whereLayer("tls")
            .mayOnlyBeAccessedByLayers("main")
            .whereLayer("main")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule onlyMainKnowsWhichStoreItIs = noClasses()
            .that()
            .resideOutsideOfPackages("..main..", "..store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..store.embedded..");

    @ArchTest
    static final ArchRule theApiKnowsNoCwmp = noClasses()
            .that()
            .resideInAPackage("..api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..cwmp..");
}
