package vn.hanoi.datahub.query.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** The code 00166 was an old ward until 2025-06-30 and has been a new one since; 001 was a district until that day. */
class AskedAreaTest {

    private static final Catalogue CATALOGUE = Shipped.CATALOGUE;

    @ParameterizedTest
    @CsvSource({
        "00166, 2024, 2008-08-01",
        "00166, 2025-06, 2008-08-01",
        "00166, 2025-Q2, 2008-08-01",
        "00166, 2025, 2025-07-01",
        "00166, 2025-07, 2025-07-01",
        "00166@2008-08-01, 2026, 2008-08-01",
        "00166, 1999, 2025-07-01",
        "001, 2025, 2008-08-01"
    })
    void aCodeStandsForTheUnitOfThePeriodsLastDay(String asked, String period, LocalDate since) {
        assertThat(AskedArea.of(CATALOGUE, asked)
                        .unit(CATALOGUE, Period.parse(period))
                        .validFrom())
                .isEqualTo(since);
    }

    @ParameterizedTest
    @CsvSource({
        "00166, 2008-08-01, true",
        "00166, 2025-07-01, true",
        "00166@2008-08-01, 2008-08-01, true",
        "00166@2008-08-01, 2025-07-01, false",
        "00004, 2008-08-01, false"
    })
    void aCodeMatchesAllUnitsThatHadIt_andWithItsFirstDayOne(String asked, LocalDate since, boolean isMatch) {
        assertThat(AskedArea.of(CATALOGUE, asked).matches(new AreaId("00166", since)))
                .isEqualTo(isMatch);
    }

    /** An agency is bound to a code, and so to one unit after the other. */
    @Test
    void anAgencyReportsForTheUnitThatHasItsCode() {
        var agency = CATALOGUE.findAgency("H26.X00166").orElseThrow();
        var city = CATALOGUE.findAgency("H26.VP").orElseThrow();

        assertThat(Objects.requireNonNull(AskedArea.unitOf(agency, CATALOGUE, LocalDate.of(2025, 6, 30)))
                        .validFrom())
                .isEqualTo("2008-08-01");
        assertThat(Objects.requireNonNull(AskedArea.unitOf(agency, CATALOGUE, LocalDate.of(2025, 7, 1)))
                        .validFrom())
                .isEqualTo("2025-07-01");
        assertThat(AskedArea.unitOf(city, CATALOGUE, LocalDate.of(2025, 7, 1))).isNull();
    }
}
