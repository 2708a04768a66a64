package vn.hanoi.datahub.schemas.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.access.AuditEvent;
import vn.hanoi.datahub.access.Quarantine;
import vn.hanoi.datahub.access.SessionEnd;
import vn.hanoi.datahub.access.Webhook;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertAcknowledgement;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.opendata.OpenDataRelease;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileMapping;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.quality.ReportedPeriod;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.topic.Topic.Retention;
import vn.hanoi.datahub.values.DefinitionStep;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;
import vn.hanoi.datahub.values.ReportRelease;

/** Every topic that the hub reads or writes by name. Names, keys and schemas are public API. */
public final class Topics {

    /** Current values: the newest row of each indicator and definition version, area and period, with all its parts. */
    public static final Topic<IndicatorRowKey, IndicatorRow> INDICATOR_VALUE = new Topic<>(
            "hanoi.indicator-value.v2",
            IndicatorRowKey.getClassSchema(),
            IndicatorRow.getClassSchema(),
            "indicator and version, area, period",
            Set.of("streams-processor"),
            Retention.COMPACTED);

    /** Every value that was ever published; each record has the parts of a row that changed. */
    public static final Topic<IndicatorRowKey, IndicatorRow> INDICATOR_REVISION = new Topic<>(
            "hanoi.indicator-revision.v2",
            IndicatorRowKey.getClassSchema(),
            IndicatorRow.getClassSchema(),
            "indicator and version, area, period",
            Set.of("streams-processor"),
            Retention.UNLIMITED);

    /** Events that were refused or rejected, with the reason. */
    public static final Topic<String, DeadLetter> DEAD_LETTER = Topic.of(
            "hanoi.dead-letter.v1",
            DeadLetter.class,
            "agency code, or - where unknown",
            Retention.THREE_YEARS,
            "ingest-service",
            "streams-processor");

    /** The number of events of each agency, type and day in the log, counted from the log itself. */
    public static final Topic<String, LogCount> LOG_COUNT = Topic.of(
            "hanoi.log-count.v1",
            LogCount.class,
            "day/agency/type/partition",
            Retention.COMPACTED_FOR_13_MONTHS,
            "streams-processor");

    /** Which periods a periodic feed has reported, and when first: counted from the log itself. */
    public static final Topic<String, ReportedPeriod> REPORTED_PERIOD = Topic.of(
            "hanoi.reported-period.v1",
            ReportedPeriod.class,
            "last day/agency/type/period/partition",
            Retention.COMPACTED,
            "streams-processor");

    /** The receipts that agencies were sent for accepted batches. */
    public static final Topic<String, Receipt> RECEIPT =
            Topic.of("hanoi.receipt.v1", Receipt.class, "agency/receipt id", Retention.THREE_YEARS, "ingest-service");

    /** The versions of definitions, how far each has been counted, and which are in force. */
    public static final Topic<String, DefinitionStep> DEFINITION = Topic.of(
            "hanoi.definition.v1",
            DefinitionStep.class,
            "indicator@version[/stage/partition]",
            Retention.COMPACTED,
            "streams-processor");

    /** Files that agencies sent, and the progress of each. */
    public static final Topic<String, FileJob> FILE_JOB =
            Topic.of("hanoi.file-job.v1", FileJob.class, "job id", Retention.COMPACTED_FOR_13_MONTHS, "ingest-service");

    /** How the rows of an agency's files become events. */
    public static final Topic<String, FileMapping> FILE_MAPPING =
            Topic.of("hanoi.file-mapping.v1", FileMapping.class, "agency/type", Retention.COMPACTED, "ingest-service");

    /** API keys by their hash, with expiry and revocation. */
    public static final Topic<String, ApiKey> API_KEY = Topic.of(
            "hanoi.api-key.v1", ApiKey.class, "key id, or key id/revocation", Retention.COMPACTED, "ingest-service");

    /** Quarantines, in force until they are lifted. */
    public static final Topic<String, Quarantine> QUARANTINE =
            Topic.of("hanoi.quarantine.v1", Quarantine.class, "quarantine id", Retention.COMPACTED, "ingest-service");

    /** Every change of access rights and every refused access. */
    public static final Topic<String, AuditEvent> AUDIT = Topic.of(
            "hanoi.audit.v1", AuditEvent.class, "actor", Retention.THREE_YEARS, "ingest-service", "query-service");

    /** Alerts, from opening to resolution. */
    public static final Topic<String, Alert> ALERT =
            Topic.of("hanoi.alert.v1", Alert.class, "alert id", Retention.COMPACTED, "streams-processor");

    /** Which alerts operators have acknowledged. */
    public static final Topic<String, AlertAcknowledgement> ALERT_ACKNOWLEDGEMENT = Topic.of(
            "hanoi.alert-acknowledgement.v1",
            AlertAcknowledgement.class,
            "alert id",
            Retention.COMPACTED_FOR_13_MONTHS,
            "query-service");

    /** Webhooks, to which updates and alerts are sent. */
    public static final Topic<String, Webhook> WEBHOOK =
            Topic.of("hanoi.webhook.v1", Webhook.class, "webhook id", Retention.COMPACTED, "query-service");

    /** Every release of open data with hidden small counts, including the hidden counts: not for the public. */
    public static final Topic<String, OpenDataRelease> OPEN_DATA_RELEASE = Topic.of(
            "hanoi.open-data-release.v1", OpenDataRelease.class, "release", Retention.UNLIMITED, "query-service");

    /** Versions of reports: frozen values, signatures, and from when everybody may read them. */
    public static final Topic<String, ReportRelease> REPORT_RELEASE = Topic.of(
            "hanoi.report-release.v1",
            ReportRelease.class,
            "report/version/part/name",
            Retention.COMPACTED,
            "query-service");

    /** Sessions of pages that were ended before they expired. */
    public static final Topic<String, SessionEnd> SESSION = Topic.of(
            "hanoi.session.v1",
            SessionEnd.class,
            "key id, or key id/session id",
            Retention.COMPACTED_FOR_31_DAYS,
            "query-service");

    private Topics() {}

    /** Returns the topic of an event type: {@code hanoi.<event type>.v1}, keyed by subject. */
    public static Topic<String, GenericRecord> of(EventType type, Schema value) {
        return new Topic<>(
                "hanoi." + type.name() + ".v1",
                Schema.create(Schema.Type.STRING),
                value,
                "subject",
                Set.of("ingest-service"),
                Retention.UNLIMITED_BY_APPEND_TIME);
    }

    /** Returns all topics of a catalogue: one for each event type, and the outputs. */
    public static List<Topic<?, ?>> of(Catalogue catalogue) {
        List<Topic<?, ?>> topics = new ArrayList<>(events(catalogue));
        topics.addAll(List.of(
                INDICATOR_VALUE,
                INDICATOR_REVISION,
                DEAD_LETTER,
                RECEIPT,
                LOG_COUNT,
                REPORTED_PERIOD,
                DEFINITION,
                FILE_JOB,
                FILE_MAPPING,
                API_KEY,
                QUARANTINE,
                ALERT,
                ALERT_ACKNOWLEDGEMENT,
                WEBHOOK,
                SESSION,
                OPEN_DATA_RELEASE,
                REPORT_RELEASE,
                AUDIT));
        return topics;
    }

    public static List<Topic<String, GenericRecord>> events(Catalogue catalogue) {
        return catalogue.types().stream()
                .map(type -> of(type, catalogue.schema(type)))
                .toList();
    }
}
