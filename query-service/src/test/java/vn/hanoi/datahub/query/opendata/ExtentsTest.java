package vn.hanoi.datahub.query.opendata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The catalogue is public: if each request read all rows of all datasets, a few callers could stop the hub. */
class ExtentsTest {

    private final Extents extents = new Extents();
    private final List<Integer> read = new ArrayList<>();

    private int year(String dataset, String state, int year) {
        return extents.of(dataset, state, () -> {
                    read.add(year);
                    return new Dataset.Extent(Optional.of(Instant.EPOCH), List.of(year));
                })
                .years()
                .get(0);
    }

    @Test
    void aDatasetIsReadOnceForAState() {
        assertThat(year("a", "1", 2024)).isEqualTo(2024);
        assertThat(year("a", "1", 2025)).isEqualTo(2024);
        assertThat(year("b", "1", 2026)).isEqualTo(2026);
        assertThat(year("a", "2", 2025)).isEqualTo(2025);
        assertThat(year("a", "1", 2024)).isEqualTo(2024);
        assertThat(read).containsExactly(2024, 2026, 2025, 2024);
    }
}
