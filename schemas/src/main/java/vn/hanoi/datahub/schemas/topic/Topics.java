package vn.hanoi.datahub.schemas.topic;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.access.AuditEvent;
import vn.hanoi.datahub.access.Quarantine;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileMapping;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.topic.Topic.Retention;
import vn.hanoi.datahub.values.DefinitionStep;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/** Every topic the hub reads or writes by name. Names, keys and schemas are public API. */
public final class Topics {

    private static final Schema TEXT = Schema.create(Schema.Type.STRING);

    /** Current values: the newest of each (indicator and definition version, area, period, part). */
    public static final Topic INDICATOR_VALUE = new Topic(
            "hanoi.indicator-value.v1",
            IndicatorValueKey.getClassSchema(),
            IndicatorValue.getClassSchema(),
            "indicator and version, area, period, part",
            "streams-processor",
            Retention.COMPACTED);

    /** Every value that was ever published. */
    public static final Topic INDICATOR_REVISION = new Topic(
            "hanoi.indicator-revision.v1",
            IndicatorValueKey.getClassSchema(),
            IndicatorValue.getClassSchema(),
            "indicator and version, area, period, part",
            "streams-processor",
            Retention.FOR_EVER);

    /** What was not taken, with the reason. */
    public static final Topic DEAD_LETTER = new Topic(
            "hanoi.dead-letter.v1",
            TEXT,
            DeadLetter.getClassSchema(),
            "agency code, or - where unknown",
            "ingest-service, streams-processor",
            Retention.YEARS);

    /** How many events of each agency, type and day the log holds, counted from the log itself. */
    public static final Topic LOG_COUNT = new Topic(
            "hanoi.log-count.v1",
            TEXT,
            LogCount.getClassSchema(),
            "day/agency/type/partition",
            "streams-processor",
            Retention.COMPACTED);

    /** What an agency was told of each accepted batch. */
    public static final Topic RECEIPT = new Topic(
            "hanoi.receipt.v1", TEXT, Receipt.getClassSchema(), "agency/receipt id", "ingest-service", Retention.YEARS);

    /** Which versions of definitions there are, how far each is counted, and which are in force. */
    public static final Topic DEFINITION = new Topic(
            "hanoi.definition.v1",
            TEXT,
            DefinitionStep.getClassSchema(),
            "indicator@version[/stage/partition]",
            "streams-processor",
            Retention.COMPACTED);

    /** Files that agencies sent, and how far each has come. */
    public static final Topic FILE_JOB = new Topic(
            "hanoi.file-job.v1", TEXT, FileJob.getClassSchema(), "job id", "ingest-service", Retention.COMPACTED);

    /** How rows of an agency's files become events. */
    public static final Topic FILE_MAPPING = new Topic(
            "hanoi.file-mapping.v1",
            TEXT,
            FileMapping.getClassSchema(),
            "agency/type",
            "ingest-service",
            Retention.COMPACTED);

    /** API keys by their hash, with expiry and revocation. */
    public static final Topic API_KEY = new Topic(
            "hanoi.api-key.v1", TEXT, ApiKey.getClassSchema(), "key id", "ingest-service", Retention.COMPACTED);

    /** What is not let in until it is released. */
    public static final Topic QUARANTINE = new Topic(
            "hanoi.quarantine.v1",
            TEXT,
            Quarantine.getClassSchema(),
            "quarantine id",
            "ingest-service",
            Retention.COMPACTED);

    /** Every change of rights and every refused access. */
    public static final Topic AUDIT = new Topic(
            "hanoi.audit.v1",
            TEXT,
            AuditEvent.getClassSchema(),
            "actor",
            "ingest-service, query-service",
            Retention.YEARS);

    /** Alerts, from opening to resolution. */
    public static final Topic ALERT = new Topic(
            "hanoi.alert.v1", TEXT, Alert.getClassSchema(), "alert id", "streams-processor", Retention.COMPACTED);

    /** Which alerts operators have seen. */
    public static final Topic ALERT_ACKNOWLEDGEMENT = new Topic(
            "hanoi.alert-acknowledgement.v1",
            TEXT,
            AlertAcknowledgement.getClassSchema(),
            "alert id",
            "query-service",
            Retention.COMPACTED);

    /** Who is sent updates and alerts. */
    public static final Topic WEBHOOK = new Topic(
            "hanoi.webhook.v1", TEXT, Webhook.getClassSchema(), "webhook id", "query-service", Retention.COMPACTED);

    private Topics() {}

    /** The topic of an event type: {@code hanoi.<event type>.v1}, keyed by subject. */
    public static Topic of(EventType type, Schema value) {
        return new Topic(
                "hanoi." + type.name() + ".v1",
                TEXT,
                value,
                "subject",
                "ingest-service",
                Retention.FOR_EVER_BY_APPEND_TIME);
    }

    /** All topics of a catalogue: one for each event type, and the outputs. */
    public static List<Topic> of(Catalogue catalogue) {
        List<Topic> topics = new ArrayList<>(events(catalogue));
        topics.addAll(List.of(
                INDICATOR_VALUE,
                INDICATOR_REVISION,
                DEAD_LETTER,
                RECEIPT,
                LOG_COUNT,
                DEFINITION,
                FILE_JOB,
                FILE_MAPPING,
                API_KEY,
                QUARANTINE,
                ALERT,
                ALERT_ACKNOWLEDGEMENT,
                WEBHOOK,
                AUDIT));
        return topics;
    }

    public static List<Topic> events(Catalogue catalogue) {
        return catalogue.types().stream()
                .map(type -> of(type, catalogue.schema(type)))
                .toList();
    }
}
