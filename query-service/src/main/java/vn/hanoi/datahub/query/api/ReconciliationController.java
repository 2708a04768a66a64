package vn.hanoi.datahub.query.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueView;

/** What became of accepted events, per agency, type and day, as the processor counted them in the transactions that applied them. */
@RestController
@Tag(name = "reconciliation")
public class ReconciliationController {

    private static final String ACCOUNTS = "hub.outcomes";

    private final ValueView view;

    public ReconciliationController(ValueView view) {
        this.view = view;
    }

    /** Outcomes by agency, type and the city day on which the log took the event. */
    @Operation(summary = "Outcomes of accepted events per agency, type and day")
    @GetMapping("/v1/reconciliation")
    Map<String, Object> outcomes(
            @RequestParam(required = false) @Nullable String day,
            @RequestParam(required = false) @Nullable String agency) {
        Optional<Period> wanted = Optional.ofNullable(day).map(ReconciliationController::day);
        Map<List<String>, Map<String, BigDecimal>> accounts =
                new TreeMap<>(java.util.Comparator.comparing((List<String> account) -> String.join("|", account)));
        view.ofArea(ACCOUNTS, "account", Granularity.DAY, AreaRegister.CITY)
                .filter(value -> wanted.isEmpty() || value.key().period().equals(wanted.get()))
                .forEach(value -> {
                    String[] account = value.key().member().split("\\|", -1);
                    if (agency == null || agency.equals(account[0])) {
                        accounts.computeIfAbsent(
                                        List.of(value.key().period().text(), account[0], account[1]),
                                        key -> new TreeMap<>())
                                .merge(account[2], count(value), BigDecimal::add);
                    }
                });
        return Map.of(
                "accounts",
                accounts.entrySet().stream()
                        .map(entry -> row(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Period day(String text) {
        return Period.find(text)
                .filter(period -> period.granularity() == Granularity.DAY)
                .orElseThrow(() -> new BadRequestException("day is a date such as 2025-07-01, not '" + text + "'"));
    }

    private static BigDecimal count(Value value) {
        BigDecimal count = value.numerator();
        return count == null ? BigDecimal.ZERO : count;
    }

    private static Map<String, Object> row(List<String> account, Map<String, BigDecimal> outcomes) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("day", account.get(0));
        row.put("agency", account.get(1));
        row.put("type", account.get(2));
        for (Outcome outcome : Outcome.values()) {
            row.put(outcome.word(), outcomes.getOrDefault(outcome.word(), BigDecimal.ZERO));
        }
        return row;
    }
}
