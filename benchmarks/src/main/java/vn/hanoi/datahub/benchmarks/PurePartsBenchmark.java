package vn.hanoi.datahub.benchmarks;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.Fingerprint;
import vn.hanoi.datahub.domain.fold.Cell;
import vn.hanoi.datahub.domain.fold.Coordinates;
import vn.hanoi.datahub.domain.fold.Fold;
import vn.hanoi.datahub.domain.fold.Part;
import vn.hanoi.datahub.domain.fold.Tally;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.ingest.admission.ActiveQuarantines;
import vn.hanoi.datahub.ingest.admission.Admission;
import vn.hanoi.datahub.ingest.admission.AdmissionPolicy;
import vn.hanoi.datahub.ingest.admission.EventJson;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/**
 * Measures the hot pure functions in isolation: admission, fingerprint, and the distribution of one dossier over its
 * cells.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PurePartsBenchmark {

    private final Catalogue catalogue = CatalogueLoader.load(CatalogueFiles.shipped());
    private final AdmissionPolicy policy =
            new AdmissionPolicy(catalogue, Duration.ofMinutes(5), new ActiveQuarantines());
    private final Agency agency = catalogue.findAgency("H26.HCC").orElseThrow();
    private final Submission submission = EventJson.submission(new JsonMapper().readTree(Dossiers.event("jmh", 1)));
    private final Admission.Admitted admitted =
            (Admission.Admitted) policy.admit(submission, agency, Instant.parse("2026-01-01T00:00:00Z"));
    private final Fold fold =
            catalogue.findDefinition("dg.tthc_on_time").orElseThrow().folding();
    private final Coordinates at = new Coordinates(
            Period.parse("2025-09-01"), "H26.HCC", "00004@2025-07-01", List.of("land", "p-1"), "", Part.FLOW);
    private final Tally tally = Tally.of(BigDecimal.ONE, BigDecimal.ONE);

    @Benchmark
    public Admission admission() {
        return policy.admit(submission, agency, Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Benchmark
    public Fingerprint fingerprint() {
        return Fingerprint.of(admitted.event(), admitted.type().shape());
    }

    @Benchmark
    public Map<Cell, Tally> spread() {
        Map<Cell, Tally> cells = new HashMap<>();
        fold.spread(at, tally, (cell, change) -> cells.merge(cell, change, Tally::plus));
        return cells;
    }
}
