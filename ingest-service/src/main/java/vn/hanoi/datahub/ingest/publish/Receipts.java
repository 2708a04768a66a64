package vn.hanoi.datahub.ingest.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.publish.Intake.Taken;
import vn.hanoi.datahub.quality.Place;
import vn.hanoi.datahub.quality.Receipt;

/** Creates the receipts of batches. */
final class Receipts {

    private Receipts() {}

    /**
     * Returns the receipt of a batch.
     *
     * @param channel how the batch was sent: http, file, mqtt, ngsi-ld
     * @param job id of the file job that it is part of; null for none
     */
    static Receipt of(List<Taken> batch, String agency, String channel, @Nullable String job, Instant now) {
        Map<TopicPartition, Place> places = new LinkedHashMap<>();
        Map<String, Long> refused = new TreeMap<>();
        String type = null;
        boolean several = false;
        long accepted = 0;
        for (Taken each : batch) {
            if (each.admission() instanceof Refused refusal) {
                refused.merge(refusal.reason().word(), 1L, Long::sum);
            } else if (each.admission() instanceof Admitted admitted) {
                accepted++;
                several |= type != null && !type.equals(admitted.type().name());
                type = admitted.type().name();
                add(places, each.place());
            }
        }
        return new Receipt(
                UUID.randomUUID().toString(),
                agency,
                several ? null : type,
                channel,
                job,
                accepted,
                refused,
                new ArrayList<>(places.values()),
                now);
    }

    private static void add(Map<TopicPartition, Place> places, @Nullable RecordMetadata at) {
        if (at == null) {
            return;
        }
        Place place = places.computeIfAbsent(
                new TopicPartition(at.topic(), at.partition()),
                partition -> new Place(at.topic(), at.partition(), 0L, at.offset(), at.offset()));
        place.setEvents(place.getEvents() + 1);
        place.setFirstOffset(Math.min(place.getFirstOffset(), at.offset()));
        place.setLastOffset(Math.max(place.getLastOffset(), at.offset()));
    }
}
