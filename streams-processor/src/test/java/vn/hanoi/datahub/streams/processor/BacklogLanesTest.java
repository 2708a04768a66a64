package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.Operation;
import vn.hanoi.datahub.schemas.codec.EventHeaders;

/** Which events let live ones pass, and that an agency's events stay in order. */
class BacklogLanesTest {

    private static final String TOPIC = "hanoi.procedure-dossier.v1";
    private static final Instant ACCEPTED = Instant.parse("2026-03-02T08:00:00Z");
    private static final Duration ON_TIME = BacklogLanes.LATE.minusMillis(1);

    private final KeyValueStore<String, Long> outstanding =
            InMemory.store(BacklogLanes.STORE, Serdes.String(), Serdes.Long());
    private final Backpressure backpressure = new Backpressure();
    private final BacklogLanes lanes = new BacklogLanes(outstanding, backpressure);

    private static Headers of(String agency, Duration age) {
        return EventHeaders.of(new Event(
                "procedure-dossier",
                "urn:hanoi:agency:" + agency,
                "d1",
                "e1",
                ACCEPTED.minus(age),
                0,
                Operation.RETRACT,
                null));
    }

    private static Headers recent(String agency) {
        return of(agency, BacklogLanes.RECENT);
    }

    private static Headers old(String agency) {
        return of(agency, BacklogLanes.RECENT.plusMillis(1));
    }

    private boolean enters(Headers event, Duration lag) {
        return enters(TOPIC, event, lag);
    }

    private boolean enters(String topic, Headers event, Duration lag) {
        long acceptedAt = ACCEPTED.toEpochMilli();
        return lanes.enters(topic, event, acceptedAt, acceptedAt + lag.toMillis());
    }

    @Test
    void aBackfillLetsOthersPass_onlyWhileTheProcessorLags() {
        assertThat(enters(old("A"), ON_TIME)).isFalse();
        assertThat(enters(recent("A"), BacklogLanes.LATE)).isFalse();
        assertThat(enters(old("A"), BacklogLanes.LATE)).isTrue();
        assertThat(enters(recent("B"), BacklogLanes.LATE)).isFalse();
    }

    @Test
    void aProcessorThatWasAwayKeepsTheOrderOfTheLog() {
        assertThat(enters(old("A"), BacklogLanes.AWAY.minusMillis(1))).isTrue();
        assertThat(enters(old("B"), BacklogLanes.AWAY)).isFalse();
    }

    @Test
    void whatFollowsAnEventInTheBacklogStaysBehindIt_untilAllHaveLeft() {
        assertThat(enters(old("A"), BacklogLanes.LATE)).isTrue();
        assertThat(enters(recent("A"), Duration.ZERO)).isTrue();
        assertThat(enters("hanoi.work-dossier.v1", recent("A"), Duration.ZERO))
                .as("another type, another order")
                .isFalse();

        lanes.left(TOPIC, old("A"));
        assertThat(enters(recent("A"), Duration.ZERO)).isTrue();
        lanes.left(TOPIC, recent("A"));
        lanes.left(TOPIC, recent("A"));
        assertThat(enters(recent("A"), Duration.ZERO)).isFalse();
        assertThat(outstanding.get(TOPIC + "/A")).isNull();
    }

    @Test
    void anotherInstanceKnowsWhatIsInTheBacklog() {
        assertThat(enters(old("A"), BacklogLanes.LATE)).isTrue();
        long acceptedAt = ACCEPTED.toEpochMilli();
        assertThat(new BacklogLanes(outstanding, backpressure).enters(TOPIC, recent("A"), acceptedAt, acceptedAt))
                .isTrue();
    }

    @Test
    void aFloodOfRecentEventsLetsOthersPass() {
        enters(recent("B"), ON_TIME);
        assertThat(IntStream.range(0, BacklogLanes.SHARE).filter(i -> enters(recent("A"), BacklogLanes.LATE)))
                .isEmpty();
        assertThat(enters(recent("A"), BacklogLanes.LATE)).isTrue();
        assertThat(enters(recent("B"), BacklogLanes.LATE)).isFalse();
    }

    @Test
    void aFloodOfRecentEventsStaysInOrder_whileNobodyElseSends() {
        assertThat(IntStream.range(0, 2 * BacklogLanes.SHARE).filter(i -> enters(recent("A"), BacklogLanes.LATE)))
                .isEmpty();
    }

    @Test
    void manyOldEventsLetOthersPassAtOnce_whicheverAgenciesSendThem() {
        assertThat(IntStream.range(0, BacklogLanes.SHARE).filter(i -> enters(old("A" + i), Duration.ZERO)))
                .isEmpty();
        assertThat(enters(old("B"), Duration.ZERO)).isTrue();
        assertThat(enters(recent("C"), Duration.ZERO)).isFalse();
    }

    @Test
    void manyRecentEventsThatAreOnTimeAreLive() {
        assertThat(IntStream.range(0, 2 * BacklogLanes.SHARE).filter(i -> enters(recent("A"), ON_TIME)))
                .isEmpty();
    }

    @Test
    void theShareIsThatOfASecond() {
        IntStream.range(0, BacklogLanes.SHARE).forEach(i -> enters(of("A", Duration.ZERO), BacklogLanes.LATE));
        long next = ACCEPTED.plusSeconds(1).toEpochMilli();
        assertThat(lanes.enters(TOPIC, of("A", Duration.ZERO), next, next + BacklogLanes.LATE.toMillis()))
                .isFalse();
    }

    @Test
    void headersOfNobodyAreALaneOfTheirOwn() {
        assertThat(enters(new RecordHeaders(), BacklogLanes.LATE)).isFalse();
        enters(recent("B"), ON_TIME);
        IntStream.range(0, BacklogLanes.SHARE).forEach(i -> enters(new RecordHeaders(), BacklogLanes.LATE));
        assertThat(enters(new RecordHeaders(), BacklogLanes.LATE)).isTrue();
    }

    @Test
    void aPositionIsReadAsItWasWritten() {
        SourcePosition position = new SourcePosition(TOPIC, 5, 1L << 40, ACCEPTED.toEpochMilli());
        assertThat(SourcePosition.parse(position.toBytes())).isEqualTo(position);
        assertThat(BacklogRouter.partition("any", position.toBytes(), new byte[0], 6)
                        .orElseThrow())
                .containsExactly(5);
    }
}
