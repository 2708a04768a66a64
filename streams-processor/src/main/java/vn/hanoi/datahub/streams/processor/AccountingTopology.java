package vn.hanoi.datahub.streams.processor;

import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.quality.ReportedPeriod;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.codec.StateSerde;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Event topics, and refusals at ingest ─▶ counted by agency, type and day ─▶ log counts; events of periodic feeds ─▶
 * reported periods. Shares no code with the decision on outcomes, so that the two can be reconciled.
 */
public final class AccountingTopology {

    private final Catalogue catalogue;
    private final Registry registry;

    public AccountingTopology(Catalogue catalogue, Registry registry) {
        this.catalogue = catalogue;
        this.registry = registry;
    }

    public Topology build(StateStores stores) {
        StreamsBuilder builder = new StreamsBuilder();
        List<String> topics =
                Topics.events(catalogue).stream().map(Topic::name).sorted().toList();
        KStream<byte[], byte[]> events = builder.stream(
                topics, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("accounting.events"));
        KStream<byte[], DeadLetter> letters = builder.stream(
                Topics.DEAD_LETTER.name(),
                Consumed.with(Serdes.ByteArray(), Topics.DEAD_LETTER.values(registry))
                        .withName("accounting.dead-letters"));
        count(builder, stores, events, "accepted", AccountingProcessor::event)
                .merge(
                        count(
                                builder,
                                stores,
                                letters,
                                "refused",
                                (record, at) -> AccountingProcessor.refusal(
                                        record.value(), RefusalProcessor.type(record.value(), catalogue))),
                        Named.as("all-counts"))
                .to(
                        Topics.LOG_COUNT.name(),
                        Produced.with(Topics.LOG_COUNT.keys(registry), Topics.LOG_COUNT.values(registry))
                                .withName("counts"));
        builder.addStateStore(
                stores.keyValue(ReportedPeriodProcessor.STORE, Serdes.String(), StateSerde.of(new ReportedPeriod())));
        builder.addStateStore(stores.positions(ReportedPeriodProcessor.POSITIONS));
        builder.addStateStore(CommitHook.named(ReportedPeriodProcessor.COMMIT));
        events.process(
                        PerTask.of((ProcessorContext<String, ReportedPeriod> task) ->
                                new ReportedPeriodProcessor(catalogue, new EventReader(catalogue, registry), task)),
                        Named.as("accounting.reported-periods"),
                        ReportedPeriodProcessor.STORE,
                        ReportedPeriodProcessor.POSITIONS,
                        ReportedPeriodProcessor.COMMIT)
                .to(
                        Topics.REPORTED_PERIOD.name(),
                        Produced.with(Topics.REPORTED_PERIOD.keys(registry), Topics.REPORTED_PERIOD.values(registry))
                                .withName("reported-periods"));
        return builder.build(new Properties());
    }

    private static <V> KStream<String, LogCount> count(
            StreamsBuilder builder,
            StateStores stores,
            KStream<byte[], V> records,
            String what,
            AccountingProcessor.Reading<V> reading) {
        String store = "accounting-" + what;
        String positions = store + "-positions";
        String commit = store + "-commit";
        builder.addStateStore(stores.keyValue(store, Serdes.String(), StateSerde.of(new LogCount())));
        builder.addStateStore(stores.positions(positions));
        builder.addStateStore(CommitHook.named(commit));
        return records.process(
                PerTask.of((ProcessorContext<String, LogCount> task) ->
                        new AccountingProcessor<>(task, new DatedEntries<>(task, store, positions, commit), reading)),
                Named.as("accounting." + what),
                store,
                positions,
                commit);
    }
}
