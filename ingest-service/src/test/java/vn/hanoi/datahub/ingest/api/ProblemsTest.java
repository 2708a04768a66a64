package vn.hanoi.datahub.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/** What the sender of a single event is answered when it is refused. */
class ProblemsTest {

    private static Refused refused(RefusalReason reason, String field) {
        return new Refused(reason, Detail.of("area.unknown", "99999"), field);
    }

    @ParameterizedTest
    @CsvSource({
        "MALFORMED, 400",
        "UNKNOWN_TYPE, 422",
        "SCHEMA_VIOLATION, 422",
        "UNKNOWN_FIELD, 422",
        "OUT_OF_RANGE, 422",
        "UNKNOWN_AREA, 422",
        "AREA_NOT_IN_FORCE, 422",
        "FUTURE_TIME, 422",
        "TOO_OLD, 422",
        "NOT_YOUR_TYPE, 403",
        "NOT_YOUR_AREA, 403",
        "PERSONAL_DATA, 422",
        "ID_REUSED, 409",
        "TOO_LARGE, 413",
        "QUARANTINED, 409"
    })
    void eachReasonHasItsStatus(RefusalReason reason, int status) {
        assertThat(Problems.of("e-1", refused(reason, null)).getStatusCode().value())
                .isEqualTo(status);
    }

    /** The word is the same in the type, in the reason and in docs: clients decide by it. */
    @ParameterizedTest
    @EnumSource
    void saysTheReasonInItsTypeAndAsAMember(RefusalReason reason) {
        ResponseEntity<ProblemDetail> answer = Problems.of("e-1", refused(reason, "/data/area"));

        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        ProblemDetail body = answer.getBody();
        assertThat(body.getType()).hasToString("urn:hanoi:datahub:problem:" + reason.word());
        assertThat(body.getTitle()).isEqualTo(reason.word());
        assertThat(body.getStatus()).isEqualTo(answer.getStatusCode().value());
        assertThat(body.getProperties()).isEqualTo(Map.of("reason", reason.word(), "field", "/data/area", "id", "e-1"));
    }

    @Test
    void namesNoField_whereNoneIsToBlame() {
        ProblemDetail body =
                Problems.of("e-1", refused(RefusalReason.QUARANTINED, null)).getBody();

        assertThat(body.getProperties()).doesNotContainKey("field");
    }

    @Test
    void speaksTheLanguageOfTheRequest() {
        LocaleContextHolder.setLocale(Locale.forLanguageTag("vi-VN"));
        try {
            assertThat(Problems.of("e-1", refused(RefusalReason.UNKNOWN_AREA, "/data/area"))
                            .getBody()
                            .getDetail())
                    .isEqualTo("không có đơn vị hành chính '99999'");
        } finally {
            LocaleContextHolder.resetLocaleContext();
        }
        assertThat(Problems.of("e-1", refused(RefusalReason.UNKNOWN_AREA, "/data/area"))
                        .getBody()
                        .getDetail())
                .isEqualTo("there is no area '99999'");
    }

    @Test
    void whoIsOverQuota_isCountedAndToldWhenToComeBack() {
        MeterRegistry meters = new SimpleMeterRegistry();

        ResponseEntity<ProblemDetail> answer =
                new Problems(null, meters).overQuota(new OverQuotaException("100 files are waiting", 30));

        assertThat(answer.getStatusCode().value()).isEqualTo(429);
        assertThat(answer.getHeaders().getFirst("Retry-After")).isEqualTo("30");
        assertThat(answer.getBody().getDetail())
                .isEqualTo("100 files are waiting; nothing in this request was accepted; send it again in 30 s");
        assertThat(meters.counter("hub.ingest.over.quota").count()).isEqualTo(1);
    }
}
