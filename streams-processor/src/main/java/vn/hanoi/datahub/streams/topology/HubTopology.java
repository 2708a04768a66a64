package vn.hanoi.datahub.streams.topology;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.state.ChangesState;
import vn.hanoi.datahub.streams.processor.Contributed;
import vn.hanoi.datahub.streams.processor.EventReader;
import vn.hanoi.datahub.streams.processor.RefusalProcessor;
import vn.hanoi.datahub.values.IndicatorValue;
import vn.hanoi.datahub.values.IndicatorValueKey;

/**
 * The whole processor: contribute ─▶ tally and evaluate ─▶ values, with rejected events on the side. The only place that calls {@code build}.
 */
public final class HubTopology {

    /** Settings of the changelog topics: state is as dear as the log it came from, but compresses well. */
    static final Map<String, String> CHANGELOG = Map.of("compression.type", "lz4");

    private final Catalogue catalogue;
    private final Registry registry;
    private final int partitions;
    private final Function<String, KeyValueBytesStoreSupplier> stores;

    /**
     * @param partitions of the shuffle between the stages
     */
    public HubTopology(Catalogue catalogue, Registry registry, int partitions) {
        this(catalogue, registry, partitions, Stores::persistentKeyValueStore);
    }

    /**
     * @param stores makes the stores by their names; tests keep them in memory
     */
    public HubTopology(
            Catalogue catalogue,
            Registry registry,
            int partitions,
            Function<String, KeyValueBytesStoreSupplier> stores) {
        this.catalogue = catalogue;
        this.registry = registry;
        this.partitions = partitions;
        this.stores = stores;
    }

    public Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        Map<String, KStream<String, Contributed>> contributed = new ContributeTopology(
                        catalogue, new EventReader(catalogue, registry), stores)
                .addTo(builder)
                .split(Named.as("contribute."))
                .branch((key, value) -> value.changes() != null, Branched.as("changes"))
                .branch((key, value) -> value.rejection() != null, Branched.as("rejections"))
                .noDefaultBranch();
        branch(contributed, "contribute.rejections")
                .mapValues(value -> Objects.requireNonNull(value.rejection()), Named.as("contribute.dead-letters"))
                .to(
                        Topics.DEAD_LETTER.name(),
                        Produced.with(
                                        this.<String>writing(Topics.DEAD_LETTER, true),
                                        this.<DeadLetter>writing(Topics.DEAD_LETTER, false))
                                .withName("dead-letter"));
        KStream<String, ChangesState> refused = builder.stream(
                        Topics.DEAD_LETTER.name(),
                        Consumed.with(
                                        this.<String>writing(Topics.DEAD_LETTER, true),
                                        this.<DeadLetter>writing(Topics.DEAD_LETTER, false))
                                .withName("refusals.dead-letters"))
                .process(() -> new RefusalProcessor(catalogue), Named.as("refusals.count"));
        KStream<IndicatorValueKey, IndicatorValue> values = new TallyTopology(catalogue, partitions, stores)
                .addTo(
                        builder,
                        branch(contributed, "contribute.changes")
                                .mapValues(
                                        value -> Objects.requireNonNull(value.changes()),
                                        Named.as("contribute.combined"))
                                .merge(refused, Named.as("all-changes")));
        to(values, Topics.INDICATOR_VALUE, "indicator-value");
        to(values, Topics.INDICATOR_REVISION, "indicator-revision");
        return builder.build(new Properties());
    }

    private static KStream<String, Contributed> branch(
            Map<String, KStream<String, Contributed>> branches, String name) {
        return Objects.requireNonNull(branches.get(name), name);
    }

    private void to(KStream<IndicatorValueKey, IndicatorValue> values, Topic topic, String name) {
        values.to(
                topic.name(),
                Produced.with(this.<IndicatorValueKey>writing(topic, true), this.<IndicatorValue>writing(topic, false))
                        .withName(name));
    }

    private <T> Serde<T> writing(Topic topic, boolean key) {
        return Serdes.serdeFrom(
                registry.<T>serializer(key), registry.<T>deserializer(key ? topic.key() : topic.value()));
    }
}
