package vn.hanoi.datahub.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** The shipped catalogue's door, events in the form agencies send them, and what the door says. */
public final class AtTheDoor {

    public static final Instant NOW = Instant.parse("2025-11-01T00:00:00Z");
    public static final Duration TOLERANCE = Duration.ofMinutes(5);
    public static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());
    public static final AdmissionPolicy DOOR = door(new ActiveQuarantines());

    /** Of the one-stop centre, and nothing is wrong with it. */
    public static final String DOSSIER = """
            {"specversion":"1.0","type":"vn.hanoi.procedure-dossier","source":"urn:hanoi:agency:H26.HCC:test","id":"r","subject":"refused","time":"2025-08-10T10:00:00+07:00",
             "data":{"procedure":"p1","sector":"land","level":"COMMUNE","area":"00004","channel":"ONLINE_FULL","status":"RESOLVED","receivedAt":"2025-08-01T08:00:00+07:00",
             "dueAt":"2025-08-20T17:00:00+07:00","resolvedAt":"2025-08-10T10:00:00+07:00","identifierLinked":true,"authentication":"VNEID","applicantKind":"PERSON","fee":false}}
            """;

    /** Of the statistics office; its type has numbers and a period. */
    static final String STATISTIC = """
            {"specversion":"1.0","type":"vn.hanoi.statistic","source":"urn:hanoi:agency:H26.TKE","id":"s","subject":"s","time":"2025-08-10T10:00:00+07:00",
             "data":{"statistic":"ds.fibre_households","area":"01","period":"2023-04","numerator":1,"denominator":100}}
            """;

    private AtTheDoor() {}

    static AdmissionPolicy door(ActiveQuarantines quarantines) {
        return new AdmissionPolicy(CATALOGUE, TOLERANCE, quarantines);
    }

    public static Admission admit(String agency, String event) {
        return admit(DOOR, agency, event);
    }

    static Admission admit(AdmissionPolicy policy, String agency, String event) {
        return policy.admit(
                EventJson.structured(event.getBytes(StandardCharsets.UTF_8)),
                CATALOGUE.findAgency(agency).orElseThrow(),
                NOW);
    }

    static Admitted admitted(String agency, String event) {
        Admission said = admit(agency, event);
        assertThat(said).isInstanceOf(Admitted.class);
        return (Admitted) said;
    }

    public static Refused refused(String agency, String event) {
        Admission said = admit(agency, event);
        assertThat(said).isInstanceOf(Refused.class);
        return (Refused) said;
    }

    /** An event with something else in a place; a test whose place is not there would prove nothing. */
    public static String with(String event, String right, String wrong) {
        assertThat(event).contains(right);
        return event.replace(right, wrong);
    }
}
