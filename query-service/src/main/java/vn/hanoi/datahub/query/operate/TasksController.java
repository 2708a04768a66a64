package vn.hanoi.datahub.query.operate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueView;

/** Counts the 201 tasks of the plan: completed, overdue, and due within thirty days, by group and by lead agency. */
@RestController
@Tag(name = "indicators")
class TasksController {

    private static final String GROUP = "group";
    private static final String LEAD_AGENCY = "leadAgency";

    private final Definitions definitions;
    private final ValueView values;

    public TasksController(Definitions definitions, ValueView values) {
        this.definitions = definitions;
        this.values = values;
    }

    /** @param total counts for all tasks; its fields are absent if no month was reported */
    record Tasks(TaskCounts total, List<TaskCounts> groups, List<TaskCounts> leadAgencies) {}

    /**
     * Task counts at the end of a month.
     *
     * @param group group of the plan; absent in other rows
     * @param leadAgency code of the lead agency; absent in other rows
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TaskCounts(
            @Nullable String group,
            @Nullable String leadAgency,
            @Nullable String month,
            @Nullable BigDecimal tasks,
            @Nullable BigDecimal completed,
            @Nullable BigDecimal overdue,
            @Nullable BigDecimal dueSoon) {}

    /** Returns the counts as of the end of the latest month with data. */
    @Operation(operationId = "getTasks", summary = "Plan tasks by group and lead agency: completed, overdue, due soon")
    @GetMapping("/v1/tasks")
    Tasks tasks() {
        return new Tasks(
                rows("").stream().findFirst().orElse(new TaskCounts(null, null, null, null, null, null, null)),
                rows(GROUP),
                rows(LEAD_AGENCY));
    }

    private List<TaskCounts> rows(String dimension) {
        Map<String, Value> overdue = newest("tasks.overdue", dimension);
        Map<String, Value> dueSoon = newest("tasks.due_soon", dimension);
        return newest("tasks.completed", dimension).entrySet().stream()
                .map(entry -> new TaskCounts(
                        dimension.equals(GROUP) ? entry.getKey() : null,
                        dimension.equals(LEAD_AGENCY) ? entry.getKey() : null,
                        entry.getValue().key().period().text(),
                        entry.getValue().denominator(),
                        entry.getValue().numerator(),
                        numerator(overdue.get(entry.getKey())),
                        numerator(dueSoon.get(entry.getKey()))))
                .toList();
    }

    private static @Nullable BigDecimal numerator(@Nullable Value value) {
        return value == null ? null : value.numerator();
    }

    private Map<String, Value> newest(String indicator, String dimension) {
        Optional<Period> month =
                of(indicator, "").map(value -> value.key().period()).max(Comparator.naturalOrder());
        Map<String, Value> newest = new TreeMap<>();
        of(indicator, dimension)
                .filter(value -> month.isPresent() && value.key().period().equals(month.get()))
                .forEach(value -> newest.put(value.key().member(), value));
        return newest;
    }

    private Stream<Value> of(String indicator, String dimension) {
        return definitions.find(indicator).stream()
                .flatMap(definition -> values.ofArea(definition, dimension, Granularity.MONTH, AreaRegister.CITY))
                .filter(value -> value.events() > 0);
    }
}
