package vn.hanoi.datahub.query.plan;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.plan.Plan;
import vn.hanoi.datahub.domain.plan.Plans;
import vn.hanoi.datahub.edge.date.Dates;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.form.AskedArea;
import vn.hanoi.datahub.query.form.ComposedValues;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.plan.PlanAnswers.Conflict;
import vn.hanoi.datahub.query.plan.PlanAnswers.PlacedTarget;
import vn.hanoi.datahub.query.plan.PlanAnswers.PlanTarget;
import vn.hanoi.datahub.query.plan.PlanAnswers.PlanView;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Serves the city's plans, the targets in force on a day, and how far each item has come. */
@RestController
@Tag(name = "plans")
class PlansController {

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final InstantSource clock;
    private final ItemProgress progress;
    private final Targets targets;

    public PlansController(
            Catalogue catalogue,
            Definitions definitions,
            Readings published,
            CurrentBoundaries boundaries,
            InstantSource clock) {
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.clock = clock;
        this.progress = new ItemProgress(definitions, published, new ComposedValues(published, catalogue, boundaries));
        this.targets = new Targets(catalogue.plans());
    }

    /** @param on the day for which {@code inForce} holds */
    record PlanList(LocalDate on, List<PlanView> plans) {}

    /**
     * A plan and the progress of its items.
     *
     * @param on the day: targets in force then, and values of periods that had begun by then
     * @param areaSince first day of the unit that has this code
     */
    record PlanProgress(
            LocalDate on, String area, LocalDate areaSince, String areaName, PlanView plan, List<ItemView> items) {}

    /**
     * An item of a plan.
     *
     * @param number the plan's own number
     * @param name the plan's own wording
     * @param about where wording and numbers come from, where that differs from the plan's; null if it does not
     * @param indicators ids of the indicators that measure it
     * @param responsible who is responsible on the requested day
     * @param targets all targets of the item
     * @param conflicts targets of other plans for the same indicators that contradict these
     */
    record ItemView(
            String number,
            String group,
            Text name,
            @Nullable Text about,
            List<String> indicators,
            List<ResponsibleView> responsible,
            @Nullable BaselineView baseline,
            @JsonUnwrapped ItemProgress.Measured measured,
            List<PlanTarget> targets,
            List<Conflict> conflicts) {}

    /** @param role {@code lead} or {@code support} */
    record ResponsibleView(String agency, Text name, String role) {}

    /** @param year the year for which the value holds */
    record BaselineView(int year, double value) {}

    /**
     * All targets of an indicator.
     *
     * @param on the day for which {@code inForce} and {@code binding} hold
     * @param conflicts targets that contradict one another
     */
    record TargetList(String indicator, LocalDate on, List<PlacedTarget> targets, List<Conflict> conflicts) {}

    /** Returns all plans: those in force, former ones, and drafts. */
    @Operation(operationId = "listPlans", summary = "The city's plans: legal acts, groups and counts")
    @GetMapping("/v1/plans")
    PlanList list(@RequestParam(required = false) @Nullable String on) {
        LocalDate day = day(on);
        return new PlanList(
                day,
                catalogue.plans().all().stream()
                        .map(plan -> PlanView.of(plan, day))
                        .toList());
    }

    /**
     * Returns a plan with, for each item, the target in force on a day, the value, gap, attainment, trajectory and
     * forecast.
     */
    @Operation(operationId = "getPlan", summary = "A plan, and how far each item has come on a day")
    @GetMapping("/v1/plans/{id}")
    PlanProgress one(
            @PathVariable String id,
            @RequestParam(defaultValue = AreaRegister.CITY) String area,
            @RequestParam(required = false) @Nullable String on) {
        Plan plan = catalogue
                .plans()
                .find(id)
                .orElseThrow(() -> new NotFoundException("there is no plan '" + id + "'; /v1/plans lists them"));
        LocalDate day = day(on);
        if (day.isAfter(CityTime.dayOf(clock.instant()))) {
            throw new BadRequestException("on is in the future, and the values of that day are not known");
        }
        Area unit = AskedArea.of(catalogue, area).unit(catalogue, day);
        return new PlanProgress(
                day,
                unit.code(),
                unit.validFrom(),
                unit.fullName(),
                PlanView.of(plan, day),
                plan.items().stream().map(item -> view(plan, item, unit, day)).toList());
    }

    /** Returns all targets of an indicator, which of them are in force and binding, and where they contradict. */
    @Operation(operationId = "listTargets", summary = "All targets of an indicator, and those in force on a day")
    @GetMapping("/v1/indicators/{id}/targets")
    TargetList targets(@PathVariable String id, @RequestParam(required = false) @Nullable String on) {
        IndicatorDefinition definition = ValuesQuery.definition(definitions, id);
        LocalDate day = day(on);
        return new TargetList(
                definition.id(), day, targets.of(definition.id(), day), targets.conflicts(definition.id(), day));
    }

    private ItemView view(Plan plan, Plan.Item item, Area area, LocalDate on) {
        Plan.Baseline baseline = item.measures().baseline();
        return new ItemView(
                item.number(),
                item.group(),
                item.name(),
                item.measures().about(),
                item.indicators(),
                item.responsible().stream()
                        .filter(one -> one.includes(on))
                        .map(this::responsible)
                        .toList(),
                baseline == null ? null : new BaselineView(baseline.year(), baseline.value()),
                progress.of(plan, item, area, new ItemProgress.Day(on, on.equals(CityTime.dayOf(clock.instant())))),
                item.targets().stream()
                        .map(target -> PlanTarget.of(
                                target, Plans.inForce(plan, item, on).contains(target)))
                        .toList(),
                item.indicators().stream()
                        .flatMap(id -> targets.conflicts(id, on).stream())
                        .toList());
    }

    private ResponsibleView responsible(Plan.Responsibility responsibility) {
        return new ResponsibleView(
                responsibility.agency(),
                catalogue.findAgency(responsibility.agency()).map(Agency::name).orElseThrow(),
                responsibility.lead() ? "lead" : "support");
    }

    private LocalDate day(@Nullable String on) {
        return on == null ? CityTime.dayOf(clock.instant()) : Dates.day("on", on);
    }
}
