package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.worldtests.Account;

/**
 * The accounts of a running hub, from {@code /v1/reconciliation}.
 *
 * @param rows of each agency, event type and day
 * @param total as the hub adds them up
 */
record Accounts(List<Account> rows, Account total) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Waits until the accounts add up and nothing is pending.
     *
     * @param accepted how many events there are; null where nobody knows
     */
    static void awaitSettled(HubSettings settings, Duration within, Long accepted) {
        await("the accounts add up")
                .atMost(within)
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    Accounts accounts = of(settings);
                    assertThat(accounts.problems()).isEmpty();
                    if (accepted != null) {
                        assertThat(accounts.total().accepted()).isEqualTo(accepted);
                    }
                });
    }

    private static Accounts of(HubSettings settings) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(settings.queryUrl() + "/v1/reconciliation"))
                .build();
        return of(JSON.readTree(
                HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body()));
    }

    /** Reads an answer; one that says that there can be no accounts now has a total of -1. */
    static Accounts of(JsonNode answer) {
        List<Account> rows = new ArrayList<>();
        for (JsonNode row : answer.path("accounts")) {
            rows.add(account(
                    String.join(
                            " ",
                            row.path("day").asString(),
                            row.path("agency").asString(),
                            row.path("type").asString()),
                    row));
        }
        return new Accounts(rows, account("total", answer.path("total")));
    }

    private static Account account(String feed, JsonNode row) {
        Map<String, Long> outcomes = new TreeMap<>();
        for (String outcome : Account.OUTCOMES) {
            outcomes.put(outcome, row.path(outcome).asLong(-1));
        }
        return new Account(
                feed,
                row.path("accepted").asLong(-1),
                outcomes,
                row.path("pending").asLong(-1),
                row.path("difference").asLong(-1));
    }

    /** What does not add up, or is pending, told for people. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(total.problems());
        rows.forEach(row -> problems.addAll(row.problems()));
        if (total.pending() != 0) {
            problems.add(total.pending() + " events are pending");
        }
        long accepted = rows.stream().mapToLong(Account::accepted).sum();
        if (accepted != total.accepted()) {
            problems.add("the rows have " + accepted + " events, the total has " + total.accepted());
        }
        return problems;
    }
}
