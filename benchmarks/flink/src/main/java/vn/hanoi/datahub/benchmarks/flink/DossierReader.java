package vn.hanoi.datahub.benchmarks.flink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads the hub's log: five bytes of Confluent's wire format, then plain Avro of the schema the hub ships. One schema is known, as in a benchmark one is written. */
final class DossierReader implements KafkaRecordDeserializationSchema<Dossier> {

    private static final long serialVersionUID = 1L;
    private static final int WIRE_FORMAT = 5;
    private static final String AGENCY = "urn:hanoi:agency:";

    /** How many records all readers of this JVM have read. */
    static final AtomicLong READ = new AtomicLong();

    /** {@code System.nanoTime} of the first record of this JVM; 0 before it. */
    static final AtomicLong FIRST = new AtomicLong();

    private final String schema;
    private transient GenericDatumReader<GenericRecord> reader;
    private transient GenericRecord reused;
    private transient BinaryDecoder decoder;

    DossierReader(String schema) {
        this.schema = schema;
    }

    @Override
    public void open(InitializationContext context) {
        reader = new GenericDatumReader<>(new Schema.Parser().parse(schema));
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Dossier> out) throws IOException {
        if (READ.getAndIncrement() == 0) {
            FIRST.set(System.nanoTime());
        }
        byte[] bytes = record.value();
        decoder = DecoderFactory.get().binaryDecoder(bytes, WIRE_FORMAT, bytes.length - WIRE_FORMAT, decoder);
        reused = reader.read(reused, decoder);
        Dossier dossier = new Dossier();
        dossier.agency = agency(header(record, "ce_source"));
        dossier.subject = header(record, "ce_subject");
        dossier.changedAt = Instant.parse(header(record, "ce_time")).toEpochMilli();
        dossier.area = reused.get("area").toString();
        dossier.procedure = reused.get("procedure").toString();
        dossier.sector = reused.get("sector").toString();
        dossier.channel = reused.get("channel").toString();
        dossier.status = reused.get("status").toString();
        dossier.receivedAt = (Long) reused.get("receivedAt");
        dossier.dueAt = (Long) reused.get("dueAt");
        dossier.resolvedAt = (Long) reused.get("resolvedAt");
        dossier.resultElectronic = (Boolean) reused.get("resultElectronic");
        dossier.resultDigitised = (Boolean) reused.get("resultDigitised");
        dossier.identifierLinked = (Boolean) reused.get("identifierLinked");
        dossier.authentication = reused.get("authentication").toString();
        dossier.applicant = text(reused.get("applicant"));
        dossier.applicantKind = reused.get("applicantKind").toString();
        dossier.fee = (Boolean) reused.get("fee");
        dossier.feePaid = text(reused.get("feePaid"));
        dossier.rating = (Integer) reused.get("rating");
        out.collect(dossier);
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** {@code urn:hanoi:agency:H26.HCC:portal} comes from H26.HCC. */
    private static String agency(String source) {
        int end = source.indexOf(':', AGENCY.length());
        return end < 0 ? source.substring(AGENCY.length()) : source.substring(AGENCY.length(), end);
    }

    @Override
    public TypeInformation<Dossier> getProducedType() {
        return TypeInformation.of(Dossier.class);
    }
}
