package vn.hanoi.datahub.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.Predefined;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The sentences of docs/ARCHITECTURE.md about packages and borders, as tests. Surefire runs this class in every module
 * that depends on this one, before the module's own tests, over the classes of that module. Only the module that puts
 * the hub together reads all that it depends on: the whole hub. There, a rule without a subject fails, so that a
 * renamed package cannot empty a rule unseen.
 */
class HouseRulesTest {

    private static final String HUB = "vn.hanoi.datahub.";
    private static final Path OWN_CLASSES = Path.of("target/classes/vn");
    private static final boolean IS_WHOLE =
            Files.exists(OWN_CLASSES.resolve("hanoi/datahub/standalone/HubCommand.class"));
    private static final JavaClasses HOUSE = house();
    private static final int MOST_PARAMETERS = 6;
    private static final List<String> PRODUCTS = List.of(
            "accounts",
            "alerts",
            "events",
            "live",
            "ngsi",
            "opendata",
            "operate",
            "plan",
            "report",
            "score",
            "signoff",
            "sensorthings",
            "values",
            "webhook");

    private static JavaClasses house() {
        ClassFileImporter importer = new ClassFileImporter()
                .withImportOption(Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"));
        return IS_WHOLE ? importer.importPackages("vn.hanoi.datahub") : importer.importPath(OWN_CLASSES);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(!IS_WHOLE).check(HOUSE);
    }

    @Test
    void domainImportsTheJdkOnly() {
        check(classes()
                .that()
                .resideInAPackage(HUB + "domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", HUB + "domain.."));
    }

    @Test
    void servicesMeetInSchemas_neverInOneAnother() {
        for (String service : new String[] {"ingest", "streams", "query"}) {
            for (String other : new String[] {"ingest", "streams", "query", "standalone"}) {
                if (!service.equals(other)) {
                    check(noClasses()
                            .that()
                            .resideInAPackage(HUB + service + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(HUB + other + ".."));
                }
            }
        }
    }

    @Test
    void springStaysAtTheEdges() {
        check(noClasses()
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
                .and()
                .haveNameNotMatching(".*\\.(\\w*(Controller|Configuration|Problems)|ReportPage)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.."));
    }

    /** What two products of the query service share is below both of them. */
    @Test
    void productsNeverImportEachOther() {
        check(SlicesRuleDefinition.slices()
                .matching(HUB + "query.(" + String.join("|", PRODUCTS) + ")..")
                .should()
                .notDependOnEachOther());
        check(noClasses()
                .that()
                .resideInAPackage(HUB + "query.*..")
                .and()
                .resideOutsideOfPackages(packages(PRODUCTS))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(PRODUCTS)));
    }

    /** A controller translates between HTTP and a service; what two controllers need is a service. */
    @Test
    void controllersAreSeenByNobody() {
        check(classes().that().haveSimpleNameEndingWith("Controller").should().notBePublic());
        check(noClasses()
                .that()
                .haveSimpleNameEndingWith("Controller")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are controllers",
                        type -> type.getSimpleName().endsWith("Controller")
                                && type.getPackageName().startsWith(HUB))));
    }

    private static String[] packages(List<String> products) {
        return products.stream().map(product -> HUB + "query." + product + "..").toArray(String[]::new);
    }

    /**
     * A longer list usually hides a concept without a name, or a class that does two things. A record has as many
     * parameters as components; what is generated from a schema has as many as fields.
     */
    @Test
    void atMostSixParameters() {
        check(codeUnits()
                .that(DescribedPredicate.describe("are written by hand", HouseRulesTest::isWrittenByHand))
                .should(ArchCondition.from(DescribedPredicate.describe(
                        "have at most " + MOST_PARAMETERS + " parameters",
                        unit -> unit.getRawParameterTypes().size() <= MOST_PARAMETERS))));
    }

    private static boolean isWrittenByHand(JavaCodeUnit unit) {
        JavaClass owner = unit.getOwner();
        boolean isCanonical = unit.isConstructor()
                && owner.isRecord()
                && unit.getRawParameterTypes().size()
                        == owner.getFields().stream()
                                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                                .count();
        return !isCanonical
                && !unit.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !owner.isAnonymousClass()
                && !owner.isAssignableTo("org.apache.avro.specific.SpecificRecord");
    }

    @Test
    void kafkaStreamsStaysInItsRooms() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(
                        HUB + "streams.topology..",
                        HUB + "streams.processor..",
                        HUB + "streams.alert..",
                        HUB + "streams.runtime..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams.."));
    }

    @Test
    void kafkasInternalsAreTouchedInOnePlace() {
        check(noClasses()
                .that()
                .haveNameNotMatching(".*\\.CommitHook(\\$\\d+)?")
                .and()
                .resideInAPackage(HUB + "streams..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka.streams..internals.."));
    }

    /**
     * Kafka Streams gets its clients from {@code PacedClients}; {@code Receipts} and the like only write through those
     * that are given to them.
     */
    @Test
    void kafkasClientsAreCreatedInOnePlace() {
        check(noClasses()
                .that()
                .haveNameNotMatching(Pattern.quote(HUB + "schemas.connection.KafkaConnection") + "(\\$\\d+)?")
                .and()
                .haveNameNotMatching(Pattern.quote(HUB + "streams.runtime.PacedClients") + "(\\$Paced)?")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.kafka.clients.consumer.KafkaConsumer")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.kafka.clients.producer.KafkaProducer")
                .orShould()
                .accessTargetWhere(isNamed("org.apache.kafka.clients.admin.Admin", "create"))
                .orShould()
                .accessTargetWhere(isNamed("org.apache.kafka.clients.admin.AdminClient", "create")));
    }

    /** Events, rows of files and re-driven events have producers of their own; everything else goes through one. */
    @Test
    void controlRecordsHaveOneProducer() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(HUB + "schemas.log.ControlLog")
                .and()
                .doNotHaveFullyQualifiedName(HUB + "ingest.publish.PublishConfiguration")
                .and()
                .doNotHaveFullyQualifiedName(HUB + "ingest.job.FilesConfiguration")
                .and()
                .doNotHaveFullyQualifiedName(HUB + "ingest.publish.Redrive")
                .and()
                .doNotHaveFullyQualifiedName(HUB + "standalone.registry.SchemaStore")
                .should()
                .accessTargetWhere(isNamed(HUB + "schemas.connection.KafkaConnection", "producer")));
    }

    /**
     * A part of a topic is read once by a reader that is bounded by position and deadline, and followed by one that is
     * bounded by its retention.
     */
    @Test
    void topicsAreReadInOnePlace() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(HUB + "schemas.log..")
                .and()
                .doNotHaveFullyQualifiedName(HUB + "edge.feed.FollowedTopic")
                .and()
                .doNotHaveFullyQualifiedName(HUB + "query.webhook.Delivery")
                .should()
                .accessTargetWhere(isNamed("org.apache.kafka.clients.consumer.Consumer", "poll")));
    }

    /** An executor alone ends a schedule with its first exception. */
    @Test
    void schedulesSurviveTheirFailures() {
        check(noClasses()
                .that()
                .doNotHaveFullyQualifiedName(HUB + "edge.schedule.Rounds")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ScheduledExecutorService"));
    }

    /** A call or a reference ({@code kafka::producer}), whatever the parameters. */
    private static DescribedPredicate<JavaAccess<?>> isNamed(String owner, String method) {
        return DescribedPredicate.describe(
                "use " + owner + "." + method,
                access -> access.getTargetOwner().getFullName().equals(owner)
                        && access.getName().equals(method));
    }

    @Test
    void topologyReadsNoSettings() {
        check(noClasses()
                .that()
                .resideInAPackage(HUB + "streams.topology..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(HUB + "streams.runtime..", "org.springframework.."));
    }

    @Test
    void admissionIsPure() {
        check(noClasses()
                .that()
                .resideInAPackage(HUB + "ingest.admission..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "org.springframework..", HUB + "ingest.api..", HUB + "ingest.publish.."));
    }

    @Test
    void roomsHaveNoCircles() {
        check(SlicesRuleDefinition.slices().matching(HUB + "(*).(*)..").should().beFreeOfCycles());
    }

    @Test
    void nobodyAsksTheWallClock_butTheEdges() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(HUB + "standalone..", HUB + "benchmarks..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis"));
    }

    @Test
    void namesSayWhatThingsAre() {
        check(noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)$"));
    }
}
