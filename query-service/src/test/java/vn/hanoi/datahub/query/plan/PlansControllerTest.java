package vn.hanoi.datahub.query.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.query.Shipped;
import vn.hanoi.datahub.query.plan.PlanAnswers.PlanTarget;
import vn.hanoi.datahub.query.plan.PlansController.ItemView;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** What each of the four papers answers on a day. */
class PlansControllerTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-30T05:00:00Z"));

    private static PlansController plans(Catalogue catalogue) {
        return new PlansController(
                catalogue,
                new Definitions(catalogue),
                new Published(AreaId.parse("01@2008-08-01")),
                new CurrentBoundaries(catalogue, CLOCK),
                CLOCK);
    }

    /**
     * How many targets of a paper are in force, and the one that its share of the digital economy in GRDP is held to:
     * the next one, or the last one where the time of all is over.
     */
    @ParameterizedTest
    @CsvSource({
        "2021-06-30, plan-76,              17 of 17,   2025 >= 30",
        "2023-10-01, plan-76,              17 of 17,   2025 >= 30",
        "2025-12-31, plan-76,              17 of 17,   2025 >= 30",
        ",           plan-76,              17 of 17,   2030 >= 40",
        "2021-06-30, draft-programme-2021, 0 of 35,    ",
        "2023-10-01, draft-programme-2021, 0 of 35,    ",
        "2025-12-31, draft-programme-2021, 0 of 35,    ",
        ",           draft-programme-2021, 0 of 35,    ",
        "2021-06-30, resolution-18,        0 of 14,    ",
        "2022-12-29, resolution-18,        0 of 14,    ",
        "2022-12-30, resolution-18,        14 of 14,   2025 >= 30",
        "2023-10-01, resolution-18,        14 of 14,   2025 >= 30",
        "2025-12-31, resolution-18,        14 of 14,   2025 >= 30",
        ",           resolution-18,        14 of 14,   2025 >= 30",
        "2021-06-30, plan-239,             0 of 103,   ",
        "2023-10-01, plan-239,             103 of 103, 2025 >= 30",
        "2025-12-31, plan-239,             103 of 103, 2025 >= 30",
        ",           plan-239,             103 of 103, 2030 >= 40",
    })
    void eachPaperAnswersWithTheTargetsInForce(
            @Nullable String on, String plan, String inForce, @Nullable String share) {
        List<ItemView> items = plans(Shipped.CATALOGUE).one(plan, "01", on).items();
        List<PlanTarget> targets =
                items.stream().flatMap(item -> item.targets().stream()).toList();

        assertThat(targets.stream().filter(PlanTarget::inForce).count() + " of " + targets.size())
                .isEqualTo(inForce);
        assertThat(items)
                .filteredOn(item -> item.indicators().contains("de.grdp_share"))
                .singleElement()
                .extracting(item -> said(item.measured().target()))
                .isEqualTo(share);
    }

    private static @Nullable String said(@Nullable PlanTarget target) {
        return target == null
                ? null
                : target.by() + " " + target.comparison() + " " + Math.round(Objects.requireNonNull(target.value()));
    }

    /** The draft names five national ranks, of which the hub measures one. */
    @Test
    void aTargetThatNothingMeasuresIsServedToo() {
        assertThat(plans(Shipped.CATALOGUE)
                        .one("draft-programme-2021", "01", null)
                        .items())
                .filteredOn(item -> item.name().vi().startsWith("Thứ hạng"))
                .hasSize(5)
                .allSatisfy(item -> assertThat(item.targets())
                        .extracting(target -> target.kind() + " " + said(target))
                        .containsExactly("rank 2025 <= 5", "rank 2030 <= 3"));
    }

    private static final String OWN = """
            id: own
            name: {vi: "Kế hoạch riêng", en: "Own plan"}
            about: {vi: "thử", en: "a test"}
            acts:
              - {number: "20/KH-UBND", title: {vi: "a", en: "b"}, issuer: {vi: "a", en: "b"}, date: 2025-02-10, from: 2025-02-10}
            groups: [{id: a, name: {vi: "a", en: "b"}}]
            items:
              - group: a
                number: "III.2"
                indicators: [dg.tthc_on_time]
                responsible:
                  - {agency: H26.VP, role: lead, to: 2025-06-30}
                  - {agency: H26.HCC, role: lead, from: 2025-07-01}
                  - {agency: H26.KHCN, role: support}
                targets: [{by: 2027, level: city, kind: minimum, value: 95}]
                name: {vi: "Lời của Kế hoạch", en: "b"}
            """;

    @Test
    void whoIsResponsibleChangesWithTheDay(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("plans"));
        Files.writeString(folder.resolve("plans/own.yaml"), OWN);
        PlansController plans = plans(CatalogueLoader.load(CatalogueFiles.in(folder)));

        ItemView item = plans.one("own", "01", "2025-06-30").items().get(0);
        assertThat(item.number()).isEqualTo("III.2");
        assertThat(item.name().vi()).isEqualTo("Lời của Kế hoạch");
        assertThat(responsible(item)).containsExactly("lead H26.VP", "support H26.KHCN");
        assertThat(responsible(plans.one("own", "01", "2025-07-01").items().get(0)))
                .containsExactly("lead H26.HCC", "support H26.KHCN");
        assertThatThrownBy(() -> plans.one("own", "01", "2026-12-01"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("in the future");
    }

    private static List<String> responsible(ItemView item) {
        return item.responsible().stream()
                .map(one -> one.role() + " " + one.agency())
                .toList();
    }
}
