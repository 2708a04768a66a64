package vn.hanoi.datahub.ingest.job;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.edge.limit.Bulkhead;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.Stage;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.TopicReader;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * The rows of a file that were accepted, but later rejected by the processor. They are read from the dead letters on
 * request, and cached for a few seconds.
 */
final class RejectedRows {

    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int MOST_ROWS = 10_000;
    private static final int MOST_FILES = 100;

    /** Maximum difference between the broker's clock and this one. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private final KafkaConnection kafka;
    private final Registry registry;
    private final Bulkhead bulkhead = new Bulkhead("dead letters of a file", 1, 20, WITHIN);
    private final Cache<String, List<RefusedRow>> known = Caffeine.newBuilder()
            .maximumSize(MOST_FILES)
            .expireAfterWrite(REMEMBERED)
            .build();

    public RejectedRows(KafkaConnection kafka, Registry registry) {
        this.kafka = kafka;
        this.registry = registry;
    }

    /**
     * Returns the first 10,000 of them, in the order of their lines. A row that was rejected again after a re-drive is
     * included once.
     *
     * @throws vn.hanoi.datahub.edge.problem.ServiceUnavailableException when there are too many requests at once
     */
    public List<RefusedRow> of(FileJob job) {
        if (job.getDryRun() || job.getAccepted() == 0) {
            return List.of();
        }
        return known.get(job.getId(), id -> bulkhead.call(() -> read(job)));
    }

    private List<RefusedRow> read(FileJob job) {
        Map<Long, RefusedRow> byLine = new TreeMap<>();
        TopicReader.of(kafka, registry, Topics.DEAD_LETTER, WITHIN)
                .since(job.getReceivedAt().minus(CLOCKS_APART), record -> {
                    DeadLetter letter = record.value();
                    if (letter.getStage() == Stage.PROCESSOR
                            && job.getId().equals(letter.getFile())
                            && letter.getLine() != null
                            && byLine.size() < MOST_ROWS) {
                        byLine.put(letter.getLine(), row(letter));
                    }
                });
        return List.copyOf(byLine.values());
    }

    private static RefusedRow row(DeadLetter letter) {
        Detail detail = Detail.of("row.rejected", letter.getDetail());
        return new RefusedRow(
                letter.getLine(),
                null,
                letter.getField(),
                letter.getReason(),
                detail.key(),
                detail.args(),
                List.of(),
                Map.of());
    }
}
