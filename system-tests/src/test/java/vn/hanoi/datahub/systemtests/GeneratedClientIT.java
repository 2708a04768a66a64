package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.systemtests.client.ApiClient;
import vn.hanoi.datahub.systemtests.client.ApiException;
import vn.hanoi.datahub.systemtests.client.api.EventsApi;
import vn.hanoi.datahub.systemtests.client.api.IndicatorsApi;
import vn.hanoi.datahub.systemtests.client.api.ReconciliationApi;
import vn.hanoi.datahub.systemtests.client.api.RegistersApi;
import vn.hanoi.datahub.systemtests.client.model.ReceiptRow;
import vn.hanoi.datahub.systemtests.client.model.ValueRow;

/** An integrator's client, generated from docs/contracts/query-openapi.json, reads the running hub. */
class GeneratedClientIT {

    private static final String INDICATOR = "dg.tthc_on_time";

    private final RunningHub hub = RunningHub.get();

    private ApiClient client(String key) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(hub.settings.queryUrl());
        client.setRequestInterceptor(request -> request.header("X-API-Key", key));
        return client;
    }

    @Test
    void readsTheNumberThatAnEventMoved() throws ApiException {
        assertThat(hub.post(
                                "H26.HCC",
                                "application/cloudevents+json",
                                FrontDoorIT.dossierOf("2020-03", "generated-client", "00004"))
                        .status())
                .isEqualTo(202);
        IndicatorsApi indicators = new IndicatorsApi(client(hub.readerKey()));

        ValueRow value = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> indicators
                                .listValues(
                                        INDICATOR, "01", null, "month", "2020-03", "2020-04", null, null, null, null,
                                        null, null)
                                .getValues(),
                        rows -> !rows.isEmpty())
                .get(0);

        assertThat(value.getPeriod()).isEqualTo("2020-03");
        assertThat(value.getDenominator().intValue()).isPositive();
        assertThat(value.getBy()).isEmpty();
        assertThat(indicators.getIndicator(INDICATOR).getTargets()).isNotEmpty();
        assertThat(indicators.explainValue(INDICATOR, "01", "2020-03", null).getContributions())
                .isNotEmpty();
    }

    @Test
    void readsRegistersReceiptsAndAccounts() throws ApiException {
        assertThat(new RegistersApi(client(hub.readerKey())).listAreas(null).getAreas())
                .hasSizeGreaterThan(126);
        assertThat(new ReconciliationApi(client(hub.operatorKey()))
                        .getReconciliation(null, null)
                        .getTotal()
                        .getDifference())
                .isZero();
        List<ReceiptRow> receipts = new EventsApi(client(hub.key("H26.HCC")))
                .listReceipts(null, null, null)
                .getReceipts();
        assertThat(receipts)
                .allSatisfy(receipt -> assertThat(receipt.getAgency()).isEqualTo("H26.HCC"));
    }

    @Test
    void aRefusalIsAnExceptionWithItsProblem() {
        IndicatorsApi indicators = new IndicatorsApi(client(hub.readerKey()));

        ApiException refused =
                catchThrowableOfType(ApiException.class, () -> indicators.getIndicator("no.such_indicator"));

        assertThat(refused.getCode()).isEqualTo(404);
        assertThat(refused.getResponseBody()).contains("/v1/indicators lists them");
    }
}
