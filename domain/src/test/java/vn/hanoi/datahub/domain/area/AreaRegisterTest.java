package vn.hanoi.datahub.domain.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.Worded;

/** A code is read with its date: two units bore 00004, one below a district and one below the city. */
class AreaRegisterTest {

    private static final LocalDate LAST = AreaRegister.LAST_DAY_OF_OLD_UNITS;
    private static final LocalDate FIRST = LAST.plusDays(1);
    private static final LocalDate LONG_AGO = LocalDate.of(1900, 1, 1);

    private static final Area CITY = area("01", AreaLevel.CITY, "Hà Nội", LONG_AGO, null, null);
    private static final Area DISTRICT = area("001", AreaLevel.DISTRICT, "Ba Đình", LONG_AGO, LAST, "01");
    private static final Area OLD = area("00004", AreaLevel.COMMUNE, "Trúc Bạch", LONG_AGO, LAST, "001");
    private static final Area OTHER = area("00008", AreaLevel.COMMUNE, "Cống Vị", LONG_AGO, LAST, "001");
    private static final Area NEW = area("00004", AreaLevel.COMMUNE, "Ba Đình", FIRST, null, "01");

    private final AreaRegister register = new AreaRegister(
            List.of(NEW, OLD, OTHER, DISTRICT, CITY), List.of(new Transfer("00004", "00004", 1, false)));

    private static Area area(
            String code,
            AreaLevel level,
            String name,
            LocalDate from,
            @Nullable LocalDate to,
            @Nullable String parent) {
        return new Area(code, level, name, "phường", from, to, parent, null);
    }

    @Test
    void aUnitIsInForceFromItsFirstDayToItsLast() {
        assertThat(register.find("00004", LAST)).contains(OLD);
        assertThat(register.find("00004", FIRST)).contains(NEW);
        assertThat(register.find("00008", FIRST)).isEmpty();
        assertThat(register.find("001", LONG_AGO)).contains(DISTRICT);
        assertThat(register.find("001", LONG_AGO.minusDays(1))).isEmpty();
        assertThat(register.findLatest("00004")).contains(NEW);
        assertThat(register.find(OLD.id())).contains(OLD);
        assertThat(register.find(new AreaId("00004", LAST))).isEmpty();
        assertThat(register.isKnown("00008")).isTrue();
        assertThat(register.isKnown("00009")).isFalse();
    }

    @Test
    void whatIsAboveAUnitDependsOnTheDay() {
        assertThat(register.lineage("00004", LAST)).containsExactly(OLD, DISTRICT, CITY);
        assertThat(register.lineage("00004", FIRST)).containsExactly(NEW, CITY);
        assertThat(register.lineage("00008", FIRST)).isEmpty();
        assertThat(register.isWithin("00004", "001", LAST)).isTrue();
        assertThat(register.isWithin("00004", "001", FIRST)).isFalse();
        assertThat(register.isWithin("00004", "00004", FIRST)).isTrue();
        assertThat(register.isWithin("00004", "00008", LAST)).isFalse();
    }

    /** 001 was given to another unit. */
    @Test
    void theUnitAboveIsTheOneOfThatDay() {
        Area again = area("001", AreaLevel.DISTRICT, "Ba Đình", FIRST, null, "01");
        AreaRegister reused = new AreaRegister(List.of(CITY, DISTRICT, again, OLD), List.of());

        assertThat(reused.lineage("00004", LAST)).containsExactly(OLD, DISTRICT, CITY);
        assertThat(reused.findLatest("001")).contains(again);
    }

    @Test
    void communesAreCountedForTheDay_alsoWhenAnotherDayWasAskedBefore() {
        assertThat(register.communes("01", LAST)).isEqualTo(2);
        assertThat(register.communes("01", FIRST)).isEqualTo(1);
        assertThat(register.communes("001", LAST)).isEqualTo(2);
        assertThat(register.communes("001", FIRST)).isZero();
        assertThat(register.communes("00008", LAST)).isEqualTo(1);
        assertThat(register.list(LAST, AreaLevel.COMMUNE)).containsExactly(OLD, OTHER);
    }

    @Test
    void namesAndIdsReadAsTheyAreWritten() {
        assertThat(NEW.fullName()).isEqualTo("Phường Ba Đình");
        assertThat(NEW.id()).hasToString("00004@2025-07-01");
        assertThat(AreaId.parse("00004@2025-07-01")).isEqualTo(NEW.id());
        assertThat(NEW.id().isCommune()).isTrue();
        assertThat(DISTRICT.id().isCommune()).isFalse();
        assertThat(Worded.find(AreaLevel.class, "commune")).contains(AreaLevel.COMMUNE);
        assertThat(Worded.find(AreaLevel.class, "ward")).isEmpty();
    }

    @Test
    void aTransferIsAShareOfTheOldUnit() {
        assertThat(new Transfer("a", "b", 1, false).weight()).isEqualTo(1);
        for (double weight : new double[] {0, -0.1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> new Transfer("a", "b", weight, true)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
