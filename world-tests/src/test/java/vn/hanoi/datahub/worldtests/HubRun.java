package vn.hanoi.datahub.worldtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.fold.Slice;
import vn.hanoi.datahub.ingest.admission.ActiveQuarantines;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.ingest.admission.AdmissionPolicy;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.EventHeaders;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.testkit.DrivenTopology;
import vn.hanoi.datahub.streams.testkit.Opened;
import vn.hanoi.datahub.streams.testkit.TopologyInvariants;
import vn.hanoi.datahub.values.DefinitionStage;
import vn.hanoi.datahub.values.DefinitionStep;
import vn.hanoi.datahub.values.IndicatorPart;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;

/**
 * The door and the whole topology over a list of events, without a broker and with a clock that stands where the test
 * wants it. After each test {@link HubInspection} looks at what every run of it accepted and published.
 */
public final class HubRun implements Opened {

    private final HubSetup setup;
    private final Registry registry;
    private final DrivenTopology topology;
    private final AdmissionPolicy policy;
    private final Serializer<String> keys;
    private final Serializer<GenericRecord> data;
    private final Map<String, TestInputTopic<byte[], byte[]>> inputs = new HashMap<>();
    private final TestOutputTopic<byte[], byte[]> values;
    private final TestOutputTopic<byte[], byte[]> revisions;
    private final TestOutputTopic<String, DeadLetter> letters;
    private final TestOutputTopic<String, DefinitionStep> steps;
    private final HubInspection inspection;
    private final Map<IndicatorRowKey, Map<Slice, IndicatorPart>> parts = new HashMap<>();
    private BiConsumer<String, TestRecord<byte[], byte[]>> follower = (topic, record) -> {};
    private boolean isClosed;

    HubRun(HubSetup setup) {
        this.setup = setup;
        this.registry = setup.registry();
        this.topology = DrivenTopology.open(setup.name(), setup.state(), setup.topology(registry), setup.start());
        this.policy = new AdmissionPolicy(setup.catalogue(), Duration.ZERO, new ActiveQuarantines());
        this.keys = registry.serializer(true);
        this.data = registry.serializer(false);
        this.values = topology.output(Topics.INDICATOR_VALUE.name());
        this.revisions = topology.output(Topics.INDICATOR_REVISION.name());
        this.letters = topology.output(Topics.DEAD_LETTER, registry);
        this.steps = topology.output(Topics.DEFINITION, registry);
        this.inspection = new HubInspection(setup);
        TopologyInvariants.watch(this);
    }

    /**
     * Runs the topology over events that the door lets in, and reads what it published.
     *
     * @param start where the clock stands at first; it goes on to each event's time, and in the end to now
     * @param now also when the log took all of it: hours of a year in which the hub heard something would take most of
     *     the time
     */
    static HubValues of(
            String name, Path state, Catalogue catalogue, List<ObjectNode> events, Instant start, Instant now) {
        try (HubRun run = new HubSetup(name, state, catalogue, start).open()) {
            run.passes(Duration.ofSeconds(1));
            for (ObjectNode event : events) {
                run.waitUntil(World.time(event));
                run.append(event, now);
            }
            run.waitUntil(now);
            return run.values();
        }
    }

    /** Has somebody told of everything that comes into the log, and of the topic it is in. */
    public void isFollowedBy(BiConsumer<String, TestRecord<byte[], byte[]>> next) {
        follower = next;
    }

    public Registry registry() {
        return registry;
    }

    /** Sends an event that the door has to let in. */
    void append(ObjectNode event) {
        append(event, clock());
    }

    private void append(ObjectNode event, Instant at) {
        assertThat(submit(event, at)).as(event.toString()).isInstanceOf(Admission.Admitted.class);
    }

    /** Sends an event now, and says what the door says to it: what it lets in is in the log. */
    public Admission submit(ObjectNode event) {
        return submit(event, clock());
    }

    private Admission submit(ObjectNode event, Instant at) {
        Admission admission = policy.admit(
                submission(event), setup.catalogue().findAgency(agency(event)).orElseThrow(), topology.clock());
        if (admission instanceof Admission.Admitted admitted) {
            Topic<?, ?> topic = Topics.of(admitted.type(), setup.catalogue().schema(admitted.type()));
            TestRecord<byte[], byte[]> record = new TestRecord<>(
                    keys.serialize(topic.name(), admitted.event().subject()),
                    data.serialize(topic.name(), admitted.data()),
                    EventHeaders.of(admitted.event()),
                    at.isAfter(clock()) ? at : clock()); // no log takes anything before its time
            inspection.accepted(agency(event) + "/" + admitted.type().name(), event);
            inputs.computeIfAbsent(topic.name(), topology::input).pipeInput(record);
            follower.accept(topic.name(), record);
        }
        return admission;
    }

    private static Submission submission(ObjectNode event) {
        Map<String, String> attributes = new HashMap<>();
        for (Map.Entry<String, JsonNode> property : event.properties()) {
            if (!property.getKey().equals("data")) {
                attributes.put(property.getKey(), property.getValue().asString());
            }
        }
        return new Submission(attributes, event.get("data"));
    }

    private static String agency(ObjectNode event) {
        return Objects.requireNonNull(Event.agencyOf(event.get("source").asString()));
    }

    void passes(Duration time) {
        topology.passes(time);
    }

    <K, V> KeyValueStore<K, V> store(String name) {
        return topology.store(name);
    }

    /** Lets time pass up to a moment; nothing where the clock stands there or later. */
    public void waitUntil(Instant moment) {
        if (moment.isAfter(clock())) {
            passes(Duration.between(clock(), moment));
        }
    }

    public Instant clock() {
        return topology.clock();
    }

    /** Everything that was published until now, the newest of each cell. */
    public HubValues values() {
        read();
        return inspection.values();
    }

    /** Reads what was published since the last time, and hands out the revisions as they lie in their topic. */
    public List<TestRecord<byte[], byte[]>> read() {
        // The driver returns linked lists, and the records are compared by index.
        List<TestRecord<byte[], byte[]>> published = new ArrayList<>(values.readRecordsToList());
        List<TestRecord<byte[], byte[]>> revised = new ArrayList<>(revisions.readRecordsToList());
        inspection.sameOnBothTopics(published.size() == revised.size());
        Deserializer<IndicatorRowKey> key = registry.deserializer(Topics.INDICATOR_VALUE.key());
        Deserializer<IndicatorRow> value = registry.deserializer(Topics.INDICATOR_VALUE.value());
        for (int i = 0; i < published.size(); i++) {
            IndicatorRowKey row = key.deserialize(
                    Topics.INDICATOR_VALUE.name(), published.get(i).key());
            IndicatorRow now = value.deserialize(
                    Topics.INDICATOR_VALUE.name(), published.get(i).value());
            inspection.sameOnBothTopics(i < revised.size()
                    && row.equals(key.deserialize(
                            Topics.INDICATOR_REVISION.name(), revised.get(i).key()))
                    && isRevised(
                            parts.computeIfAbsent(row, none -> new HashMap<>()),
                            value.deserialize(
                                    Topics.INDICATOR_REVISION.name(),
                                    revised.get(i).value()),
                            now));
            inspection.values().put(row, now);
        }
        letters.readValuesToList().forEach(inspection::letter);
        steps.readValuesToList().stream()
                .filter(step -> step.getStage() == DefinitionStage.EVALUATED)
                .forEach(step -> inspection.evaluated(step.getIndicator() + "@" + step.getVersion()));
        return revised;
    }

    /**
     * Whether what was known of a row, with the parts that were revised, is the row as it is now, and nothing else was
     * called revised.
     */
    private static boolean isRevised(Map<Slice, IndicatorPart> known, IndicatorRow revision, IndicatorRow now) {
        boolean isNew = true;
        for (IndicatorPart part : revision.getParts()) {
            IndicatorPart before = known.put(new Slice(part.getDimension(), part.getMember()), part);
            isNew &= before == null || before.getRevision() + 1 == part.getRevision();
        }
        return isNew
                && !revision.getParts().isEmpty()
                && now.getParts().size() == known.size()
                && Set.copyOf(now.getParts()).equals(Set.copyOf(known.values()));
    }

    /** The dead letters since the last time: whoever takes them has expected them. */
    public List<DeadLetter> deadLetters() {
        read();
        return inspection.takeLetters();
    }

    @Override
    public void close() {
        if (!isClosed) {
            read();
            isClosed = true;
            topology.close();
        }
    }

    @Override
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!isClosed) {
            problems.add(setup.name() + ": the hub was left open");
            close();
        }
        new TreeSet<>(inspection.problems(clock())).forEach(problem -> problems.add(setup.name() + ": " + problem));
        return problems;
    }
}
