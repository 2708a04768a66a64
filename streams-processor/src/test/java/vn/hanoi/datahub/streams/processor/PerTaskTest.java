package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class PerTaskTest {

    private final List<Counter> made = new ArrayList<>();

    private final class Counter implements PerTask.Step<String, String> {
        private int processed;
        private boolean isClosed;

        private Counter() {
            made.add(this);
        }

        @Override
        public void process(Record<String, String> record) {
            processed++;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    private final Processor<String, String, String, String> processor =
            PerTask.<String, String, String, String>of(task -> new Counter()).get();

    @Test
    void aTaskThatBeginsAgain_findsNothingOfItsFormerRun() {
        processor.init(new MockProcessorContext<>());
        processor.process(new Record<>("a", "1", 0));
        processor.close();
        processor.init(new MockProcessorContext<>());
        processor.process(new Record<>("b", "2", 0));

        assertThat(made).extracting(step -> step.processed).containsExactly(1, 1);
        assertThat(made).extracting(step -> step.isClosed).containsExactly(true, false);
    }

    @Test
    void aTaskThatNeverBegan_canBeClosed() {
        processor.close();

        assertThat(made).isEmpty();
    }
}
