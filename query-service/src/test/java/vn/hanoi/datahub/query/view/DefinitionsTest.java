package vn.hanoi.datahub.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.view.Definitions.Underway;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.DeclaredDefinition;
import vn.hanoi.datahub.schemas.codec.PublishedPart;
import vn.hanoi.datahub.schemas.codec.PublishedParts;
import vn.hanoi.datahub.values.DefinitionStage;
import vn.hanoi.datahub.values.DefinitionStep;

/** Which version of a definition speaks: the newest whose values are all out, and never one that is being counted. */
class DefinitionsTest {

    private static final Catalogue CATALOGUE = Shipped.CATALOGUE;
    private static final String ID = "dg.tthc_dossiers_online";
    private static final Instant T0 = Instant.parse("2025-11-01T00:00:00Z");

    /** The catalogue declares version 1; a former one declared 0, and a later one 2. */
    private static final DeclaredDefinition DECLARED = CATALOGUE.declared().stream()
            .filter(declared -> declared.definition().id().equals(ID))
            .findFirst()
            .orElseThrow();

    private final Definitions definitions = new Definitions(CATALOGUE);

    private static String text(int version) {
        return DECLARED.text().replace("\"version\":1", "\"version\":" + version);
    }

    private static DefinitionStep.Builder step(int version, DefinitionStage stage) {
        return DefinitionStep.newBuilder()
                .setIndicator(ID)
                .setVersion(version)
                .setStage(stage)
                .setApplication("hub")
                .setRecordedAt(T0);
    }

    private boolean declared(int version) {
        return definitions.put(
                step(version, DefinitionStage.DECLARED).setText(text(version)).build(), T0);
    }

    private boolean evaluated(int version, int partition, Instant at) {
        return definitions.put(
                step(version, DefinitionStage.EVALUATED)
                        .setPartition(partition)
                        .setPartitions(2)
                        .build(),
                at);
    }

    private void counted(int version, int partition, long done, long of) {
        definitions.put(
                step(version, DefinitionStage.COUNTED)
                        .setPartition(partition)
                        .setPartitions(2)
                        .setDone(done)
                        .setOf(of)
                        .build(),
                T0);
    }

    private IndicatorDefinition inForce() {
        return definitions.find(ID).orElseThrow();
    }

    @Test
    void theCataloguesWordCounts_whereNothingElseIsKnown() {
        assertThat(inForce().version()).isEqualTo(1);
        assertThat(definitions.versions(inForce())).containsExactly(1);
        assertThat(definitions.underway(inForce())).isEmpty();
        assertThat(definitions.find("none")).isEmpty();
        assertThat(definitions.find(ID, 1)).contains(inForce());
        assertThat(definitions.find(ID, 2)).isEmpty();
        assertThat(definitions.indicators()).hasSameSizeAs(CATALOGUE.indicators());
    }

    @Test
    void aNewVersionSpeaks_onceAllPartitionsAreOut() {
        declared(0);
        evaluated(0, 0, T0);
        evaluated(0, 1, T0);
        declared(1);
        counted(1, 0, 10, 10);
        counted(1, 1, 10, 10);
        assertThat(evaluated(1, 0, T0.plusSeconds(1))).isFalse();
        assertThat(inForce().version()).isZero();
        assertThat(definitions.underway(inForce())).contains(new Underway(1, 1.0));

        assertThat(evaluated(1, 1, T0.plusSeconds(2))).isTrue();

        assertThat(inForce().version()).isEqualTo(1);
        assertThat(evaluated(1, 1, T0.plusSeconds(3))).as("said again").isFalse();
        assertThat(definitions.versions(inForce())).containsExactly(0, 1);
        assertThat(definitions.underway(inForce())).isEmpty();
        assertThat(definitions.find(ID, 0)).map(IndicatorDefinition::version).contains(0);
    }

    /** The hub may be stopped before the last partition reports: readers saw the first version all the same. */
    @Test
    void theFirstVersionSpeaksUntilTheNextIsComplete_evenIfItNeverWas() {
        declared(0);
        evaluated(0, 0, T0);
        declared(1);
        evaluated(1, 0, T0.plusSeconds(1));
        assertThat(inForce().version()).isZero();

        evaluated(1, 1, T0.plusSeconds(1));

        assertThat(inForce().version()).isEqualTo(1);
        assertThat(definitions.versions(inForce())).containsExactly(0, 1);
    }

    @Test
    void saysHowMuchANewVersionHasCounted() {
        evaluated(1, 0, T0);
        evaluated(1, 1, T0);
        declared(2);
        assertThat(definitions.underway(inForce())).contains(new Underway(2, 0));

        counted(2, 0, 30, 60);
        counted(2, 1, 20, 40);
        counted(2, 1, 30, 40);

        assertThat(definitions.underway(inForce())).contains(new Underway(2, 0.6));
        assertThat(inForce().version()).isEqualTo(1);
        assertThat(definitions.oldestInMemory(ID)).isZero();
    }

    /** Of the versions that were in force, the last two stay in memory; all others are read from the history. */
    @Test
    void theVersionsBeforeTheFormerOneLeaveMemory() {
        ValueView view = new ValueView(new RecentWindow(Duration.ofDays(1), Duration.ofDays(10)), () -> T0);
        for (int version = 0; version < 3; version++) {
            declared(version);
            evaluated(version, 0, T0);
            evaluated(version, 1, T0);
            put(view, version);
            view.trim(definitions::oldestInMemory);
        }

        assertThat(inForce().version()).isEqualTo(2);
        assertThat(view.size()).isEqualTo(2);
        assertThat(definitions.oldestInMemory(ID)).isEqualTo(1);
        assertThat(definitions.oldestInMemory("no.such.indicator")).isNegative();
    }

    /** A catalogue may change again before its change is counted, or leave a number out. */
    @Test
    void theVersionInForceStaysInMemory_howeverManyAreUnderway() {
        ValueView view = new ValueView(new RecentWindow(Duration.ofDays(1), Duration.ofDays(10)), () -> T0);
        declared(1);
        evaluated(1, 0, T0);
        evaluated(1, 1, T0);
        put(view, 1);
        declared(2);
        declared(3);
        put(view, 3);

        view.trim(definitions::oldestInMemory);

        assertThat(inForce().version()).isEqualTo(1);
        assertThat(view.size()).isEqualTo(2);
        assertThat(view.ofArea(inForce(), "", Granularity.MONTH, "00004")).hasSize(1);
    }

    private static void put(ValueView view, int version) {
        PublishedPart total = new PublishedPart("", "", 1.0, null, null, 1, null, 1, 1_000, 2_000);
        view.put(
                new RowKey(ID, version, new AreaId("00004", LocalDate.of(2025, 7, 1)), Period.parse("2025-10")),
                PublishedParts.of(List.of(total)));
    }

    /** A catalogue that goes back to a former version ends the newer one. */
    @Test
    void aVersionThatWasEndedDoesNotSpeak_andCanStillBeRead() {
        declared(1);
        evaluated(1, 0, T0);
        evaluated(1, 1, T0);
        declared(2);
        evaluated(2, 0, T0);
        evaluated(2, 1, T0);
        assertThat(inForce().version()).isEqualTo(2);

        boolean isSwitched =
                definitions.put(step(2, DefinitionStage.ENDED).setText(text(2)).build(), T0);

        assertThat(isSwitched).isTrue();
        assertThat(inForce().version()).isEqualTo(1);
        assertThat(definitions.versions(inForce())).contains(2);
    }

    @Test
    void atAMoment_thatVersionSpokeWhoseValuesWereOut() {
        declared(0);
        evaluated(0, 0, T0);
        evaluated(0, 1, T0.plusSeconds(10));
        declared(1);
        evaluated(1, 0, T0.plusSeconds(100));
        evaluated(1, 1, T0.plusSeconds(110));

        assertThat(List.of(
                        spokeAt(T0.minusSeconds(1)),
                        spokeAt(T0.plusSeconds(10)),
                        spokeAt(T0.plusSeconds(109)),
                        spokeAt(T0.plusSeconds(110))))
                .containsExactly(0, 0, 0, 1);
    }

    private int spokeAt(Instant moment) {
        return definitions.inForceAt(inForce(), moment).version();
    }

    /** Evaluated again after a restart, a version has spoken since the first time all the same. */
    @Test
    void aVersionSpeaksSinceItsValuesWereOutForTheFirstTime() {
        declared(0);
        evaluated(0, 0, T0);
        evaluated(0, 1, T0);
        declared(1);
        evaluated(1, 0, T0.plusSeconds(100));
        evaluated(1, 1, T0.plusSeconds(100));
        evaluated(1, 0, T0.plusSeconds(900));

        assertThat(spokeAt(T0.plusSeconds(100))).isEqualTo(1);
    }

    @Test
    void aFormerVersionThatCannotBeReadAnyMore_isNotShown() {
        definitions.put(
                step(0, DefinitionStage.DECLARED)
                        .setText("{\"id\":\"" + ID + "\",\"event\":\"gone\"}")
                        .build(),
                T0);
        evaluated(0, 0, T0);
        evaluated(0, 1, T0);

        assertThat(inForce().version()).isEqualTo(1);
        assertThat(definitions.find(ID, 0)).isEmpty();
    }
}
