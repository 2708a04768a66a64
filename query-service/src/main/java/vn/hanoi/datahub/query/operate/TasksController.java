package vn.hanoi.datahub.query.operate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.LinkedHashMap;
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

/** The 201 tasks of the plan: how many are done, late, and due within thirty days, by group and by lead agency. */
@RestController
@Tag(name = "indicators")
class TasksController {

    private final Definitions definitions;
    private final ValueView values;

    public TasksController(Definitions definitions, ValueView values) {
        this.definitions = definitions;
        this.values = values;
    }

    /** As things stand at the end of the newest month there is. */
    @Operation(summary = "Plan tasks by group and lead agency: completed, overdue, due soon")
    @GetMapping("/v1/tasks")
    Map<String, Object> tasks() {
        return Map.of(
                "total",
                        rows("").values().stream()
                                .findFirst()
                                .map(Object.class::cast)
                                .orElse(Map.of()),
                "groups", List.copyOf(rows("group").values()),
                "leadAgencies", List.copyOf(rows("leadAgency").values()));
    }

    private Map<String, Map<String, @Nullable Object>> rows(String dimension) {
        Map<String, Map<String, @Nullable Object>> rows = new TreeMap<>();
        newest("tasks.completed", dimension).forEach((member, value) -> {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            if (!dimension.isEmpty()) {
                row.put(dimension, member);
            }
            row.put("month", value.key().period().text());
            row.put("tasks", value.denominator());
            row.put("completed", value.numerator());
            rows.put(member, row);
        });
        newest("tasks.overdue", dimension).forEach((member, value) -> put(rows, member, "overdue", value));
        newest("tasks.due_soon", dimension).forEach((member, value) -> put(rows, member, "dueSoon", value));
        return rows;
    }

    private static void put(Map<String, Map<String, @Nullable Object>> rows, String member, String name, Value value) {
        Map<String, @Nullable Object> row = rows.get(member);
        if (row != null) {
            row.put(name, value.numerator());
        }
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
