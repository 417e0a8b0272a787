package org.reactiveacs.store.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between this module's packages, as docs/design.md draws them. */
@AnalyzeClasses(packages = "org.reactiveacs.store.redis", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theLinkKnowsOnlyTheStoresException = noClasses()
            .that()
            .resideInAPackage("..redis.link..")
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "the project's other classes",
                    other -> other.getPackageName().startsWith("org.reactiveacs")
                            && !other.getPackageName().equals("org.reactiveacs.store.redis.link")
                            && !other.getName().equals("org.reactiveacs.store.StoreException")));

    @ArchTest
    static final ArchRule nettyIsSeenOnlyByTheLink = noClasses()
            .that()
            .resideOutsideOfPackage("..redis.link..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..")
            .allowEmptyShould(true);
}
