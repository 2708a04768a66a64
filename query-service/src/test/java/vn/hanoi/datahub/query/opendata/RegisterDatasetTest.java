package vn.hanoi.datahub.query.opendata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.view.Definitions;

class RegisterDatasetTest extends DatasetContract {

    private static final Instant NOW = Instant.parse("2026-01-10T00:00:00Z");

    @Override
    Stream<Dataset> datasets() {
        return RegisterDataset.all(Shipped.CATALOGUE, new Definitions(Shipped.CATALOGUE), () -> NOW).stream();
    }

    @Test
    void aUnitIsListedWithItsCodeNameAndFirstDay() {
        assertThat(datasets().findFirst().orElseThrow().rows())
                .filteredOn(row -> "00004".equals(row.get(0)) && row.get(7) == null)
                .singleElement()
                .satisfies(row -> assertThat(row.subList(0, 7))
                        .map(String::valueOf)
                        .containsExactly(
                                "00004", "commune", "Ba Đình", "Phường Ba Đình", "phường", "01", "2025-07-01"));
    }
}
