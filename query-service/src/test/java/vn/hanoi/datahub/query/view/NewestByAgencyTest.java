package vn.hanoi.datahub.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The newest records of each agency: of all agencies in one order, and of none so many that another's few are lost. */
class NewestByAgencyTest {

    private static final Instant NOW = Instant.parse("2025-11-01T00:00:00Z");

    private final NewestByAgency<String> newest = new NewestByAgency<>();

    private void put(String agency, int second, int partition, long offset) {
        newest.put(
                agency, NOW.plusSeconds(second), partition, offset, agency + second + "/" + partition + ":" + offset);
    }

    private List<String> of(String agency) {
        return newest.newestFirst(agency == null ? null : Set.of(agency)).toList();
    }

    @Test
    void showsTheNewestFirst_acrossAgencies() {
        put("a", 1, 0, 0);
        put("b", 2, 1, 0);
        put("a", 3, 0, 1);
        put("b", 4, 1, 1);
        put("c", 0, 2, 0);

        assertThat(of(null)).containsExactly("b4/1:1", "a3/0:1", "b2/1:0", "a1/0:0", "c0/2:0");
    }

    /** A page shows twenty of what may be a hundred and fifty thousand. */
    @Test
    void looksNoFurtherThanItsReader() {
        put("a", 5, 0, 9);
        put("a", 4, 0, 8);
        Stream<String> read = newest.newestFirst(null);

        put("a", 1, 0, 1); // comes where nobody has looked yet

        assertThat(read).containsExactly("a5/0:9", "a4/0:8", "a1/0:1");
    }

    @Test
    void showsAnAgencyItsOwn() {
        put("a", 1, 0, 0);
        put("b", 2, 1, 0);

        assertThat(of("a")).containsExactly("a1/0:0");
        assertThat(of("b")).containsExactly("b2/1:0");
        assertThat(of("nobody")).isEmpty();
    }

    /** Many come within one millisecond: then the place in the log decides, so that the order is the same each time. */
    @Test
    void recordsOfOneMoment_lieByTheirPlaceInTheLog() {
        put("a", 1, 1, 5);
        put("b", 1, 0, 9);
        put("a", 1, 1, 6);
        put("b", 1, 2, 0);

        assertThat(of(null)).containsExactly("b1/2:0", "a1/1:6", "a1/1:5", "b1/0:9");
    }

    @Test
    void keepsAThousandOfAnAgency_andAnothersFew() {
        put("few", 0, 9, 0);
        IntStream.range(0, 1_500).forEach(i -> put("many", i + 1, 0, i));

        assertThat(of("many"))
                .hasSize(NewestByAgency.MOST_OF_AN_AGENCY)
                .startsWith("many1500/0:1499")
                .endsWith("many501/0:500");
        assertThat(of("few")).hasSize(1);
        assertThat(of(null)).hasSize(1_001).endsWith("few0/9:0");
    }

    /** The feed reads the topic again after a failure: what is there already takes no other's place. */
    @Test
    void aRecordThatComesAgain_isThereOnce() {
        IntStream.range(0, 1_000).forEach(i -> put("a", i, 0, i));
        IntStream.range(0, 1_000).forEach(i -> put("a", i, 0, i));

        assertThat(of("a")).hasSize(1_000).endsWith("a0/0:0");
    }

    /** One thread writes while others read: neither fails, and what is being read goes on. */
    @Test
    void readingHoldsNoWriterUp() {
        IntStream.range(0, 10).forEach(i -> put("a", i, 0, i));
        Iterator<String> reading = newest.newestFirst(null).iterator();
        assertThat(reading.next()).isEqualTo("a9/0:9");

        put("a", 100, 0, 100);
        put("b", 100, 1, 100);
        IntStream.range(0, 2_000).forEach(i -> put("a", 200 + i, 0, 200 + i));

        assertThat(reading.next()).isEqualTo("a8/0:8");
        reading.forEachRemaining(record -> assertThat(record).startsWith("a"));
        assertThat(of(null)).startsWith("a2199/0:2199").contains("b100/1:100");
    }

    @Test
    void readsNoFurtherThanItIsAsked() {
        IntStream.range(0, 1_000).forEach(i -> put("a", i, 0, i));

        assertThat(newest.newestFirst(null).limit(2)).containsExactly("a999/0:999", "a998/0:998");
    }
}
