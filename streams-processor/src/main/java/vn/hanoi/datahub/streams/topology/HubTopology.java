package vn.hanoi.datahub.streams.topology;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.streams.processor.ActiveDefinitions;
import vn.hanoi.datahub.streams.processor.ContributeOutput;
import vn.hanoi.datahub.streams.processor.Evaluated;
import vn.hanoi.datahub.streams.processor.EventReader;
import vn.hanoi.datahub.streams.processor.Pacing;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.PerTask;
import vn.hanoi.datahub.streams.processor.RefusalProcessor;
import vn.hanoi.datahub.streams.processor.StateStores;

/**
 * The whole processor: contribute ─▶ tally and evaluate ─▶ values, with rejected events as a side output. The only
 * place where its stages are built into one topology.
 */
public final class HubTopology {

    private final Catalogue catalogue;
    private final Registry registry;
    private final ActiveDefinitions active;
    private final EventReader reader;
    private final Partitions partitions;
    private final Pacing pacing;

    /** Counts only by the definitions of the catalogue, and does all pending work in one go. */
    public HubTopology(Catalogue catalogue, Registry registry, Partitions partitions) {
        this(
                catalogue,
                new ActiveDefinitions(catalogue.definitions()),
                registry,
                new EventReader(catalogue, registry),
                partitions,
                Pacing.none());
    }

    /**
     * @param active the definitions to count by
     * @param reader reads events
     */
    public HubTopology(
            Catalogue catalogue,
            ActiveDefinitions active,
            Registry registry,
            EventReader reader,
            Partitions partitions,
            Pacing pacing) {
        this.pacing = pacing;
        this.catalogue = catalogue;
        this.reader = reader;
        this.active = active;
        this.registry = registry;
        this.partitions = partitions;
    }

    /** @param stores where state is kept */
    public Topology build(StateStores stores) {
        StreamsBuilder builder = new StreamsBuilder();
        Map<String, KStream<String, ContributeOutput>> contributed = new ContributeTopology(
                        catalogue, active, reader, pacing, partitions.log(), stores)
                .addTo(builder)
                .split(Named.as("contribute."))
                .branch((key, value) -> value instanceof ContributeOutput.Changes, Branched.as("changes"))
                .branch((key, value) -> value instanceof ContributeOutput.Rejection, Branched.as("rejections"))
                .branch((key, value) -> value instanceof ContributeOutput.Progress, Branched.as("steps"))
                .noDefaultBranch();
        to(
                branch(contributed, "contribute.rejections")
                        .mapValues(
                                value -> ((ContributeOutput.Rejection) value).letter(),
                                Named.as("contribute.dead-letters")),
                Topics.DEAD_LETTER,
                "dead-letter");
        builder.addStateStore(stores.positions(RefusalProcessor.POSITIONS));
        KStream<String, ChangesState> refused = builder.stream(
                        Topics.DEAD_LETTER.name(),
                        Consumed.with(Topics.DEAD_LETTER.keys(registry), Topics.DEAD_LETTER.values(registry))
                                .withName("refusals.dead-letters"))
                .process(
                        PerTask.of((ProcessorContext<String, ChangesState> task) ->
                                new RefusalProcessor(catalogue, active, task)),
                        Named.as("refusals.count"),
                        RefusalProcessor.POSITIONS);
        Map<String, KStream<Object, Evaluated>> evaluated = new TallyTopology(
                        catalogue, active, partitions, pacing, stores)
                .addTo(
                        builder,
                        branch(contributed, "contribute.changes")
                                .mapValues(
                                        value -> ((ContributeOutput.Changes) value).changes(),
                                        Named.as("contribute.combined"))
                                .merge(refused, Named.as("all-changes")))
                .split(Named.as("tally."))
                .branch((key, value) -> value instanceof Evaluated.Rows, Branched.as("rows"))
                .defaultBranch(Branched.as("steps"));
        rowsTo(
                branch(evaluated, "tally.rows")
                        .mapValues(value -> ((Evaluated.Rows) value).row(), Named.as("tally.values")),
                Topics.INDICATOR_VALUE,
                "indicator-value");
        rowsTo(
                branch(evaluated, "tally.rows")
                        .mapValues(value -> ((Evaluated.Rows) value).revision(), Named.as("tally.revisions")),
                Topics.INDICATOR_REVISION,
                "indicator-revision");
        to(
                branch(evaluated, "tally.steps")
                        .mapValues(value -> ((Evaluated.Progress) value).step(), Named.as("tally.evaluated")),
                Topics.DEFINITION,
                "definition-evaluated");
        to(
                branch(contributed, "contribute.steps")
                        .mapValues(
                                value -> ((ContributeOutput.Progress) value).step(), Named.as("contribute.progress")),
                Topics.DEFINITION,
                "definition-counted");
        return builder.build(new Properties());
    }

    private static <K, V> KStream<K, V> branch(Map<String, KStream<K, V>> branches, String name) {
        return Objects.requireNonNull(branches.get(name), name);
    }

    @SuppressWarnings("unchecked") // a branch has only records of its topic
    private <K, V> void to(KStream<?, ?> branch, Topic<K, V> topic, String name) {
        ((KStream<K, V>) branch)
                .to(
                        topic.name(),
                        Produced.with(topic.keys(registry), topic.values(registry))
                                .withName(name));
    }

    /** Writes rows, which arrive as Avro without a schema id. */
    @SuppressWarnings("unchecked") // the keys of rows are bytes
    private void rowsTo(KStream<?, byte[]> rows, Topic<?, ?> topic, String name) {
        ((KStream<byte[], byte[]>) rows)
                .to(
                        topic.name(),
                        Produced.with(framing(topic.key(), true), framing(topic.value(), false))
                                .withName(name));
    }

    private Serde<byte[]> framing(Schema schema, boolean forKeys) {
        return Serdes.serdeFrom(
                registry.framing(schema, forKeys), Serdes.ByteArray().deserializer());
    }
}
