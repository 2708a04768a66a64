package vn.hanoi.datahub.query.signoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.values.ReportRelease;
import vn.hanoi.datahub.values.Signature;

class SignedPartsTest {

    private static final Catalogue CATALOGUE = Shipped.CATALOGUE;
    private static final Instant AS_OF = Instant.parse("2026-11-01T00:00:00Z");
    private static final String DOSSIERS = "dg.tthc_on_time";
    private static final String AIR = "air.pm25_mean";

    private final SignedParts parts = new SignedParts(CATALOGUE, new Definitions(CATALOGUE));
    private final List<Signature> signatures = new ArrayList<>();

    private ReportRelease report(String level) {
        return ReportRelease.newBuilder()
                .setReport("r")
                .setVersion(1)
                .setTitleVi("a")
                .setTitleEn("a")
                .setRegime("calendar")
                .setPeriod("2026-10")
                .setIndicators(List.of(DOSSIERS, AIR))
                .setLevel(level)
                .setAsOf(AS_OF)
                .setContent(ByteBuffer.allocate(0))
                .setSha256("")
                .setCreatedBy("operator")
                .setCreatedAt(AS_OF)
                .setSignatures(signatures)
                .build();
    }

    private static Agency agency(String code) {
        return CATALOGUE.findAgency(code).orElseThrow();
    }

    private static Agency communeAgency(Area area) {
        return CATALOGUE.agencies().stream()
                .filter(agency -> area.code().equals(agency.area()))
                .findFirst()
                .orElseThrow();
    }

    private void sign(String level, Agency agency) {
        signatures.add(parts.of(report(level), agency)
                .orElseThrow()
                .setBy("someone")
                .setAt(AS_OF)
                .build());
    }

    @Test
    void aDepartmentSignsTheIndicatorsItReports() {
        sign("city", agency("H26.HCC"));

        assertThat(signatures.get(0).getIndicators()).containsExactly(DOSSIERS);
        assertThat(signatures.get(0).getArea()).isNull();
        assertThat(parts.unsigned(report("city"))).containsExactly(AIR);

        sign("city", agency("H26.NNMT"));
        assertThat(parts.unsigned(report("city"))).isEmpty();
    }

    @Test
    void aCommuneSignsItsOwnValues_andTheIndicatorIsSignedWhenAllHave() {
        List<Area> communes = CATALOGUE.areas().list(LocalDate.of(2026, 11, 1), AreaLevel.COMMUNE);
        for (Area commune : communes) {
            assertThat(parts.unsigned(report("commune"))).contains(DOSSIERS);
            sign("commune", communeAgency(commune));
        }
        assertThat(signatures.get(0).getArea()).isEqualTo(communes.get(0).code());
        assertThat(parts.unsigned(report("commune"))).containsExactly(AIR);
    }

    @Test
    void nothingComesFromAStranger() {
        assertThat(parts.of(report("city"), agency("H26.CT"))).isEmpty();
        assertThat(parts.of(report("city"), agency("H26.X00004")))
                .as("a commune has no part of the city's value")
                .isEmpty();
    }

    @Test
    void aSignatureFromBeforeThereWerePartsIsOfTheWhole() {
        signatures.add(Signature.newBuilder()
                .setAgency("H26.HCC")
                .setBy("someone")
                .setAt(AS_OF)
                .build());

        assertThat(parts.unsigned(report("city"))).isEmpty();
    }
}
