package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.DOSSIER;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.with;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** A ended on 2025-08-15; C took over, and sends in A's name what A left open. */
class EndedAgencyTest {

    private static final String LATER =
            with(with(DOSSIER, "H26.HCC", "H26.A"), "\"time\":\"2025-08-10", "\"time\":\"2025-09-03");

    private static Catalogue catalogue;

    @BeforeAll
    static void load(@TempDir Path folder) throws IOException {
        try (InputStream shipped =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream("/catalogue/agencies.yaml"))) {
            Files.writeString(
                    folder.resolve("agencies.yaml"), new String(shipped.readAllBytes(), StandardCharsets.UTF_8) + """
                            - {code: H26.A, name: {vi: "Sở A", en: "A"}, area: all, types: [procedure-dossier], to: 2025-08-15, successors: [H26.C]}
                            - {code: H26.C, name: {vi: "Sở C", en: "C"}, area: all, types: [procedure-dossier], from: 2025-08-16}
                            """);
        }
        catalogue = CatalogueLoader.load(CatalogueFiles.in(folder));
    }

    private static Admission admit(String event) {
        return new AdmissionPolicy(catalogue, AtTheDoor.TOLERANCE, new ActiveQuarantines())
                .admit(
                        EventJson.structured(event.getBytes(StandardCharsets.UTF_8)),
                        catalogue.findAgency("H26.C").orElseThrow(),
                        AtTheDoor.NOW);
    }

    @Test
    void aCaseThatWasOpenIsClosedInTheFormerAgencysName() {
        assertThat(admit(with(LATER, "\"resolvedAt\":\"2025-08-10", "\"resolvedAt\":\"2025-09-03")))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(admit(with(LATER, "\"receivedAt\":\"2025-08-01T08:00", "\"receivedAt\":\"2025-08-15T23:59")))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void whatBeganLaterIsTheSuccessors() {
        String later = with(LATER, "\"receivedAt\":\"2025-08-01T08:00", "\"receivedAt\":\"2025-08-16T00:00");

        assertThat(admit(with(later, "\"resolvedAt\":\"2025-08-10", "\"resolvedAt\":\"2025-09-03")))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                    assertThat(refused.reason().word()).isEqualTo("not-your-type");
                    assertThat(refused.field()).isEqualTo("/source");
                    assertThat(refused.detail())
                            .hasToString(
                                    "H26.A ended on 2025-08-15; events of later days name its successor as their source: H26.C;"
                                            + " only what began by then goes on in its name, with a time up to that day in the data (such as receivedAt)");
                });
    }

    /** A was responsible up to 15 August: told by A and by C, the same dossier would count twice. */
    @Test
    void whatHappenedBeforeTheSuccessorsFirstDayIsTheFormerAgencys() {
        String early = with(DOSSIER, "H26.HCC", "H26.C");

        assertThat(admit(with(early, "\"time\":\"2025-08-10T10:00", "\"time\":\"2025-08-15T23:59")))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                    assertThat(refused.reason().word()).isEqualTo("not-your-type");
                    assertThat(refused.field()).isEqualTo("/source");
                    assertThat(refused.detail())
                            .hasToString(
                                    "H26.C exists from 2025-08-16 on; events of earlier days name as their source the agency that was responsible then: H26.A");
                });
        assertThat(admit(with(early, "\"time\":\"2025-08-10T10:00", "\"time\":\"2025-08-16T00:00")))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(admit(with(DOSSIER, "H26.HCC", "H26.A")))
                .as("sent by C in A's name")
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void aRetractionMayComeAtAnyTime() {
        String retraction =
                LATER.substring(0, LATER.indexOf(",", LATER.indexOf("\"time\""))) + ",\"operation\":\"retract\"}";

        assertThat(admit(retraction)).isInstanceOf(Admission.Admitted.class);
    }
}
