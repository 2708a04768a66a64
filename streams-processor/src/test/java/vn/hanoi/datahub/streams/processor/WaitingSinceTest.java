package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class WaitingSinceTest {

    private static final Instant NINE = Instant.parse("2025-10-20T02:00:00Z");

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final KeyValueStore<String, String> clock =
            InMemory.store(TallyProcessor.CLOCK, Serdes.String(), Serdes.String());

    private WaitingSince at(Instant now, EvaluationLag lag) {
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        return new WaitingSince(context, clock, lag);
    }

    @Test
    void theTimeStaysTheSame_alsoOnAnotherInstance() {
        EvaluationLag here = new EvaluationLag();
        EvaluationLag there = new EvaluationLag();

        at(NINE, here).tell(true);
        at(NINE.plusSeconds(60), there).tell(true);

        assertThat(here.earliest()).contains(NINE);
        assertThat(there.earliest()).contains(NINE);
    }

    @Test
    void thatNothingWaitsIsStoredAtOnce_andReportedAfterTheCommit() {
        EvaluationLag lag = new EvaluationLag();
        WaitingSince waiting = at(NINE, lag);
        waiting.tell(true);

        waiting.tell(false);

        assertThat(clock.all().hasNext()).isFalse();
        assertThat(lag.earliest()).contains(NINE);
        waiting.over();
        assertThat(lag.earliest()).isEmpty();
    }
}
