package vn.hanoi.datahub.query.opendata;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** All datasets: one for each open indicator, each register, and each released report. */
final class Datasets {

    private static final String STATISTIC = "statistic";

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final OpenFigures figures;
    private final InstantSource clock;
    private final Supplier<Stream<Dataset>> reports;

    /** @param reports the datasets of the reports that are released now */
    public Datasets(
            Catalogue catalogue,
            Definitions definitions,
            OpenFigures figures,
            InstantSource clock,
            Supplier<Stream<Dataset>> reports) {
        this.reports = reports;
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.figures = figures;
        this.clock = clock;
    }

    public List<Dataset> all() {
        return Stream.concat(open().map(this::dataset), others()).toList();
    }

    public Optional<Dataset> find(String id) {
        return Stream.concat(
                        open().filter(definition -> definition.id().equals(id)).map(this::dataset),
                        others().filter(other -> other.id().equals(id)))
                .findFirst();
    }

    private Stream<Dataset> others() {
        return Stream.concat(RegisterDataset.all(catalogue, definitions, clock).stream(), reports.get());
    }

    private Stream<IndicatorDefinition> open() {
        return definitions.indicators().stream()
                .filter(definition -> definition.publication().open());
    }

    /**
     * Returns the datasets with protected small counts, grouped by the events they are derived from, because one
     * dataset must not disclose what another hides. Statistics do not group datasets: they are one event type for
     * figures of all kinds.
     */
    public List<List<IndicatorDefinition>> families() {
        List<List<IndicatorDefinition>> families = new ArrayList<>();
        open().filter(definition -> !definition.publication().smallCellsShown()).forEach(definition -> {
            List<IndicatorDefinition> family = new ArrayList<>(List.of(definition));
            families.removeIf(other -> {
                boolean related = other.stream().anyMatch(member -> speakOfTheSame(member, definition));
                if (related) {
                    family.addAll(other);
                }
                return related;
            });
            families.add(family);
        });
        return families;
    }

    private static boolean speakOfTheSame(IndicatorDefinition one, IndicatorDefinition other) {
        return one.counting().eventTypes().stream()
                .anyMatch(type ->
                        !type.equals(STATISTIC) && other.counting().eventTypes().contains(type));
    }

    private Dataset dataset(IndicatorDefinition definition) {
        return new IndicatorDataset(definition, catalogue, figures.of(definition), clock.instant());
    }
}
