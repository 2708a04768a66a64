package vn.hanoi.datahub.query.accounts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.LocalDate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.query.view.AgencyQuality;

/** Reports the data quality of each agency. */
@RestController
@Tag(name = "registers")
class QualityController {

    private static final int DAYS = 30;

    private final AgencyQuality quality;
    private final InstantSource clock;

    public QualityController(AgencyQuality quality, InstantSource clock) {
        this.quality = quality;
        this.clock = clock;
    }

    /** Returns the feeds of one agency over the last thirty days: those it is expected to send, and those it sends. */
    @Operation(
            operationId = "getAgencyQuality",
            summary = "Freshness, lateness, refusals and corrections of an agency's feeds over 30 days")
    @GetMapping("/v1/agencies/{code}/quality")
    AgencyQuality.Quality quality(@PathVariable String code) {
        LocalDate today = CityTime.dayOf(clock.instant());
        return quality.of(code, today.minusDays(DAYS - 1L), today.plusDays(1));
    }
}
