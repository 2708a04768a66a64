package vn.hanoi.datahub.ingest.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import vn.hanoi.datahub.domain.event.RefusalReason;

/** Counts admission decisions: received = admitted + refused, and refused = the sum over all reasons. */
public final class AdmissionMetrics {

    private final Counter admitted;
    private final Map<RefusalReason, Counter> refused = new EnumMap<>(RefusalReason.class);

    public AdmissionMetrics(MeterRegistry meters) {
        admitted = Counter.builder("hub.ingest.admitted")
                .description("events that were admitted and acknowledged by Kafka")
                .register(meters);
        for (RefusalReason reason : RefusalReason.values()) {
            refused.put(
                    reason,
                    Counter.builder("hub.ingest.refused")
                            .description("events that were refused at admission")
                            .tag("reason", reason.word())
                            .register(meters));
        }
    }

    public void admitted(int events) {
        admitted.increment(events);
    }

    public void refused(RefusalReason reason) {
        Objects.requireNonNull(refused.get(reason)).increment();
    }
}
