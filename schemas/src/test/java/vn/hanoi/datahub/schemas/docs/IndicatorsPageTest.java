package vn.hanoi.datahub.schemas.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.indicator.Publication;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.Shipped;

/** docs/INDICATORS.md is the catalogue, written for people: made from it, and checked to be of today. */
class IndicatorsPageTest {

    private static final Path PAGE = Path.of("../docs/INDICATORS.md");
    private static final Path MADE = Path.of("target/INDICATORS.md");

    /** The page lists the targets in force on this day. */
    private static final LocalDate ON = LocalDate.of(2026, 1, 1);

    /** The order of the plan. */
    private enum Pillar {
        DG("Chính quyền số", "Digital government"),
        DE("Kinh tế số", "Digital economy"),
        DS("Xã hội số", "Digital society"),
        DA("Số hóa và lưu trữ điện tử", "Digitisation and e-archives"),
        LIVE("Chỉ số trực tiếp", "Live indices"),
        HUB("Chỉ số của hệ thống", "The hub's own");

        private final Text name;

        Pillar(String vi, String en) {
            name = new Text(vi, en);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Test
    void pageIsTheCatalogues() throws IOException {
        String made = page(Shipped.CATALOGUE);
        Files.writeString(MADE, made);

        assertThat(Files.readString(PAGE))
                .as("docs/INDICATORS.md is out of date: cp schemas/target/INDICATORS.md docs/")
                .isEqualTo(made);
    }

    private static String page(Catalogue catalogue) {
        StringBuilder page = new StringBuilder("""
                # Indicators

                Made from `schemas/src/main/resources/catalogue/indicators/` and `plans/`; do not edit. What each fold does stands in
                [what a value means](decisions/0005-what-a-value-means.md). The annex of Plan 239/KH-UBND with its 55 indicators was not available: *source* says of
                each where its wording and targets come from, and what is reconstructed or from memory.
                """);
        for (Pillar pillar : Pillar.values()) {
            List<IndicatorDefinition> definitions = catalogue.indicators().stream()
                    .filter(definition -> definition.pillar().equals(pillar.word()))
                    .toList();
            page.append("\n## ")
                    .append(pillar.name.vi())
                    .append(" — ")
                    .append(pillar.name.en())
                    .append(" (")
                    .append(definitions.size())
                    .append(")\n");
            definitions.forEach(definition -> page.append(section(definition)));
        }
        return page.toString();
    }

    private static String section(IndicatorDefinition definition) {
        StringBuilder section = new StringBuilder("\n### `" + definition.id() + "`\n\n");
        section.append("**").append(definition.name().vi()).append("**  \n");
        section.append(definition.name().en()).append("\n\n");
        row(section, "công thức", definition.meaning().formula().vi());
        row(section, "formula", definition.meaning().formula().en());
        row(
                section,
                "unit",
                definition.unit() + ", "
                        + (definition.publication().direction() == Publication.Direction.UP ? "higher" : "lower")
                        + " is better");
        row(section, "targets", targets(definition));
        row(section, "căn cứ", definition.meaning().basis().vi());
        row(section, "source", definition.meaning().basis().en());
        row(
                section,
                "events",
                definition.counting().eventTypes().isEmpty()
                        ? "the hub's own book"
                        : codes(definition.counting().eventTypes()));
        row(
                section,
                "reporters",
                String.join(", ", definition.frame().reporting().reporters()) + " every "
                        + definition.frame().reporting().cadence());
        row(section, "fold", definition.fold().word() + ", version " + definition.version());
        row(
                section,
                "periods",
                words(definition.periods().stream().map(Granularity::word).toList()));
        row(
                section,
                "levels",
                words(definition.levels().stream().map(AreaLevel::word).toList()));
        row(section, "by", definition.dimensions().isEmpty() ? "agency" : codes(definition.dimensions()));
        if (definition.frame().validTo() != null) {
            row(section, "ended", definition.frame().validTo().toString());
        }
        return section.toString();
    }

    private static void row(StringBuilder section, String name, String value) {
        section.append("- ").append(name).append(": ").append(value).append('\n');
    }

    private static String targets(IndicatorDefinition definition) {
        Text none = definition.publication().noTargets();
        return none != null
                ? "none: " + none.en()
                : Shipped.CATALOGUE.plans().binding(definition.id(), ON).stream()
                        .map(place -> place.target().by().text() + " "
                                + (place.target().scope().level() == AreaLevel.CITY
                                        ? ""
                                        : place.target().scope().level().word() + " ")
                                + target(place.target().goal()))
                        .collect(Collectors.joining("; "));
    }

    private static String target(Goal goal) {
        Text milestone = goal.words();
        if (goal.value() == null) {
            return "\"" + (milestone == null ? "" : milestone.vi() + "\" (" + milestone.en() + ", no number)");
        }
        return (goal.to() == null ? Map.of(">=", "≥ ", ">", "> ", "<=", "≤ ").get(goal.comparison()) : "")
                + plain(goal.value())
                + (goal.to() == null ? "" : " to " + plain(goal.to()))
                + (milestone == null ? "" : " (\"" + milestone.vi() + "\")");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static String codes(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static String words(List<String> words) {
        return String.join(", ", words);
    }
}
