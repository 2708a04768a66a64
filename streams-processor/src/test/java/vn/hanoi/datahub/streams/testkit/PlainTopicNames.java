package vn.hanoi.datahub.streams.testkit;

import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/**
 * Tells a driver that the topics of its topology have names, not patterns. For every record, read or written, a driver
 * compiles the name of each input topic as a pattern and tries it, which took two fifths of the time of the worlds. No
 * setting turns that off, so this class changes two private fields; a release of Kafka that renames them fails here.
 */
final class PlainTopicNames {

    private PlainTopicNames() {}

    /** Changes an open driver. Its stores can no longer be listed afterwards. */
    static void of(TopologyTestDriver driver) {
        try {
            Field partitions = field("partitionsByInputTopic");
            @SuppressWarnings("unchecked")
            Map<String, TopicPartition> byName = (Map<String, TopicPartition>) partitions.get(driver);
            partitions.set(driver, new WithoutPatterns(byName));
            Field builder = field("internalTopologyBuilder");
            Field empty = Topology.class.getDeclaredField("internalTopologyBuilder");
            empty.setAccessible(true);
            builder.set(driver, empty.get(new Topology()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this release of Kafka has other fields: adapt or delete this class", e);
        }
    }

    private static Field field(String name) throws NoSuchFieldException {
        Field field = TopologyTestDriver.class.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** A map in which topics are found by name only: the driver tries its entries as patterns. */
    private static final class WithoutPatterns extends HashMap<String, TopicPartition> {
        private static final long serialVersionUID = 1L;

        WithoutPatterns(Map<String, TopicPartition> byName) {
            super(byName);
        }

        @Override
        public Set<Map.Entry<String, TopicPartition>> entrySet() {
            return Set.of();
        }
    }
}
