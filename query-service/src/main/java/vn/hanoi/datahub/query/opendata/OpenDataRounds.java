package vn.hanoi.datahub.query.opendata;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.edge.schedule.Rounds;
import vn.hanoi.datahub.query.history.HistoryException;
import vn.hanoi.datahub.query.release.ProtectedData;

/** Regularly checks whether a dataset has something to release. */
final class OpenDataRounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenDataRounds.class);

    private final Datasets datasets;
    private final ProtectedData protectedData;
    private final BooleanSupplier isReady;
    private final Rounds rounds;

    /** @param isReady whether all published values have been read */
    public OpenDataRounds(Datasets datasets, ProtectedData protectedData, BooleanSupplier isReady, Duration every) {
        this.datasets = datasets;
        this.protectedData = protectedData;
        this.isReady = isReady;
        this.rounds = new Rounds("open-data", 1).every(every, this::look);
    }

    private void look() {
        if (isReady.getAsBoolean()) {
            protectedData.tellFormer(datasets.families().stream()
                    .map(family -> family.stream()
                            .map(IndicatorDefinition::id)
                            .sorted()
                            .toList())
                    .toList());
            datasets.families().forEach(this::release);
        }
    }

    private void release(List<IndicatorDefinition> family) {
        try {
            protectedData.release(family);
        } catch (HistoryException e) {
            LOG.warn("open data are not released now, it is tried again: {}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("open data of {} cannot be released", family.get(0).id(), e);
        }
    }

    @Override
    public void close() {
        rounds.close();
    }
}
