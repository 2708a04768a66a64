package vn.hanoi.datahub.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

/** The sentences of docs/ARCHITECTURE.md about rooms and borders, as tests. */
class HouseRulesTest {

    private static final String HUB = "vn.hanoi.datahub.";
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("vn.hanoi.datahub");

    @Test
    void domainImportsTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage(HUB + "domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", HUB + "domain..")
                .check(HOUSE);
    }

    @Test
    void servicesMeetInSchemas_neverInOneAnother() {
        for (String service : new String[] {"ingest", "streams", "query"}) {
            for (String other : new String[] {"ingest", "streams", "query", "standalone"}) {
                if (!service.equals(other)) {
                    noClasses()
                            .that()
                            .resideInAPackage(HUB + service + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(HUB + other + "..")
                            .check(HOUSE);
                }
            }
        }
    }

    @Test
    void springStaysAtTheEdges() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        HUB + "*.api..",
                        HUB + "*.config..",
                        HUB + "*.runtime..",
                        HUB + "edge..",
                        HUB + "ingest",
                        HUB + "streams",
                        HUB + "query",
                        HUB + "standalone")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(HOUSE);
    }

    @Test
    void kafkaStreamsStaysInItsRooms() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        HUB + "streams.topology..",
                        HUB + "streams.processor..",
                        HUB + "streams.alert..",
                        HUB + "streams.runtime..",
                        HUB + "streams.config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..")
                .check(HOUSE);
    }

    @Test
    void kafkasInternalsAreTouchedInOnePlace() {
        noClasses()
                .that()
                .doNotHaveSimpleName("CommitHook")
                .and()
                .resideInAPackage(HUB + "streams..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..internals..")
                .check(HOUSE);
    }

    @Test
    void topologyReadsNoSettings() {
        noClasses()
                .that()
                .resideInAPackage(HUB + "streams.topology..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HUB + "streams.config..", HUB + "streams.runtime..", "org.springframework..")
                .check(HOUSE);
    }

    @Test
    void admissionIsPure() {
        noClasses()
                .that()
                .resideInAPackage(HUB + "ingest.admission..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "org.springframework..", HUB + "ingest.api..", HUB + "ingest.publish..")
                .check(HOUSE);
    }

    @Test
    void roomsHaveNoCircles() {
        SlicesRuleDefinition.slices()
                .matching(HUB + "(*).(*)..")
                .should()
                .beFreeOfCycles()
                .check(HOUSE);
    }

    @Test
    void nobodyAsksTheWallClock_butTheEdges() {
        noClasses()
                .that()
                .resideOutsideOfPackages(HUB + "standalone..", HUB + "benchmarks..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)$").check(HOUSE);
    }
}
