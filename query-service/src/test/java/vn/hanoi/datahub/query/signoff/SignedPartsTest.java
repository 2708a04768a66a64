package vn.hanoi.datahub.query.signoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.query.Merged;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.values.ReportRelease;
import vn.hanoi.datahub.values.Signature;

class SignedPartsTest {

    private static final Catalogue CATALOGUE = Shipped.CATALOGUE;
    private static final Instant AS_OF = Instant.parse("2026-11-01T00:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 2);
    private static final String DOSSIERS = "dg.tthc_on_time";
    private static final String AIR = "air.pm25_mean";

    private final Map<String, Set<String>> sources = new HashMap<>();
    private final SignedParts parts = parts(CATALOGUE);
    private final List<Signature> signatures = new ArrayList<>();

    private SignedParts parts(Catalogue catalogue) {
        return new SignedParts(
                catalogue,
                new Definitions(catalogue),
                (release, indicator) -> sources.getOrDefault(indicator, Set.of()));
    }

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
        signatures.add(parts.of(report(level), agency, TODAY)
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
        assertThat(parts.of(report("city"), agency("H26.CT"), TODAY)).isEmpty();
        assertThat(parts.of(report("city"), agency("H26.X00004"), TODAY))
                .as("a commune has no part of the city's value")
                .isEmpty();
    }

    /** The right to send dossiers is not enough: a department signs a value that counts one of its own. */
    @Test
    void whoseEventsCountSigns() {
        SignedParts merged = parts(Merged.CATALOGUE);
        Agency sender = Merged.CATALOGUE.findAgency("H26.C").orElseThrow();
        assertThat(sender.types()).contains("procedure-dossier");
        assertThat(merged.of(report("city"), sender, TODAY)).isEmpty();

        sources.put(DOSSIERS, Set.of("H26.C"));

        assertThat(merged.of(report("city"), sender, TODAY))
                .hasValueSatisfying(
                        signature -> assertThat(signature.getIndicators()).containsExactly(DOSSIERS));
    }

    /** The report is as of 1 November. */
    @Test
    void whoIsResponsibleOnTheDaySigns(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("plans"));
        Files.writeString(folder.resolve("plans/own.yaml"), """
                id: own
                name: {vi: "a", en: "a"}
                about: {vi: "a", en: "a"}
                acts:
                  - {number: "1/KH", title: {vi: "a", en: "a"}, issuer: {vi: "a", en: "a"}, date: 2026-01-01, from: 2026-01-01}
                groups: [{id: a, name: {vi: "a", en: "a"}}]
                items:
                  - group: a
                    number: "1"
                    name: {vi: "a", en: "a"}
                    indicators: [dg.tthc_on_time]
                    responsible:
                      - {agency: H26.YT, role: lead, to: 2026-10-31}
                      - {agency: H26.GDDT, role: lead, from: 2026-11-01}
                    targets: [{by: 2027, level: city, kind: minimum, value: 95}]
                """);
        SignedParts own = parts(CatalogueLoader.load(CatalogueFiles.in(folder)));

        assertThat(own.of(report("city"), agency("H26.YT"), TODAY)).isEmpty();
        assertThat(own.of(report("city"), agency("H26.GDDT"), TODAY))
                .hasValueSatisfying(
                        signature -> assertThat(signature.getIndicators()).containsExactly(DOSSIERS));
    }

    @Test
    void whoTookOverSignsForTheFormerAgency() {
        SignedParts merged = parts(Merged.CATALOGUE);
        Agency successor = Merged.CATALOGUE.findAgency("H26.C").orElseThrow();
        sources.put(DOSSIERS, Set.of("H26.A"));

        assertThat(merged.of(report("city"), successor, LocalDate.of(2025, 8, 15)))
                .isEmpty();
        assertThat(merged.of(report("city"), successor, LocalDate.of(2025, 8, 16)))
                .isPresent();
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
