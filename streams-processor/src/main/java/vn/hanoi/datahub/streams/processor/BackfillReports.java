package vn.hanoi.datahub.streams.processor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.values.DefinitionStep;

/** Tells readers and the next stage how far the backfills of new definitions have come. */
final class BackfillReports {

    private static final Logger LOG = LoggerFactory.getLogger(BackfillReports.class);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(2);

    private final ProcessorContext<String, ContributeOutput> context;
    private final Backfill backfill;
    private long reportedAt;

    BackfillReports(ProcessorContext<String, ContributeOutput> context, Backfill backfill) {
        this.context = context;
        this.backfill = backfill;
    }

    /**
     * Reports the definitions that have counted everything. It is sent after the changes of a commit, so that a task
     * reads it only after all of the definition's changes.
     */
    void joined(long now) {
        for (Backfill.Progress progress : backfill.takeJoined()) {
            IndicatorDefinition definition = progress.definition();
            ChangesState all = new ChangesState(
                    definition.id(),
                    definition.version(),
                    "",
                    ByteBuffer.allocate(0),
                    context.taskId().partition());
            context.forward(new Record<>(definition.id(), new ContributeOutput.Changes(all), now));
            if (progress.done() > 0) {
                forward(progress, progress.done());
            }
        }
    }

    /**
     * Reports the progress of those that have not.
     *
     * @param subjects about how many subjects there are
     */
    void underWay(long subjects) {
        long now = context.currentSystemTimeMs();
        List<Backfill.Progress> underWay = backfill.underWay();
        if (underWay.isEmpty() || now - reportedAt < REPORT_EVERY.toMillis()) {
            return;
        }
        reportedAt = now;
        LOG.info(
                "partition {}: {} new definitions have counted {} of about {} subjects",
                context.taskId().partition(),
                underWay.size(),
                underWay.stream().mapToLong(Backfill.Progress::done).min().orElse(0),
                subjects);
        underWay.forEach(progress -> forward(progress, Math.max(progress.done(), subjects)));
    }

    private void forward(Backfill.Progress progress, long of) {
        DefinitionStep step = progress.step(context, of);
        context.forward(new Record<>(
                DefinitionRollout.key(step), new ContributeOutput.Progress(step), context.currentSystemTimeMs()));
    }
}
