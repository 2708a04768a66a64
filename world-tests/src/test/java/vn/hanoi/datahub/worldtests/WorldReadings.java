package vn.hanoi.datahub.worldtests;

import static vn.hanoi.datahub.worldtests.WorldDice.areas;
import static vn.hanoi.datahub.worldtests.WorldDice.timeOf;

import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.period.Period;

/** Made statistics, and made readings of sensors in the nights that are hardest to count. */
final class WorldReadings {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] OFTEN_REPORTED = {
        "ds.fibre_households",
        "ds.fibre_households",
        "ds.broadband_communes",
        "ds.smartphone_adults",
        "ds.adults_using_online_services",
        "de.grdp_share",
        "de.sector_share_min",
        "de.sector_share_min",
        "de.productivity_growth",
        "de.productivity_growth",
        "de.ecommerce_retail_share",
        "de.ecommerce_retail_share",
        "da.historical_paper_digitised",
        "da.metadata_published",
        "da.tthc_results_digitised"
    };
    private static final String[] SELDOM_REPORTED = {
        "dg.officials_digital_identity",
        "dg.officials_dx_trained",
        "de.sme_digital_platforms",
        "de.econtract_enterprises",
        "ds.digital_signature_adults",
        "ds.mobile_4g5g_coverage",
        "ds.mobile_5g_coverage",
        "ds.broadband_affordable_access",
        "ds.epayment_accounts",
        "ds.digital_skills",
        "ds.ehr_population",
        "ds.eid_activated",
        "ds.telehealth_adults"
    };
    private static final Set<String> OF_THE_CITY = Set.of(
            "de.grdp_share",
            "de.sector_share_min",
            "de.productivity_growth",
            "de.ecommerce_retail_share",
            "dg.officials_digital_identity",
            "dg.officials_dx_trained",
            "da.historical_paper_digitised",
            "da.metadata_published");

    private static final Set<String> ADULTS = Set.of("ds.smartphone_adults", "ds.adults_using_online_services");

    private final Random random;
    private final WorldDice dice;
    private final Envelope envelope;

    WorldReadings(Random random, WorldDice dice, Envelope envelope) {
        this.random = random;
        this.dice = dice;
        this.envelope = envelope;
    }

    ObjectNode statistic(JsonNode like) {
        Instant time = dice.time(like);
        String statistic = like != null
                ? like.get("data").get("statistic").asString()
                : random.nextInt(4) > 0 ? dice.pick(OFTEN_REPORTED) : dice.pick(SELDOM_REPORTED);
        boolean ofTheCity = OF_THE_CITY.contains(statistic) || random.nextInt(6) == 0;
        // The adults of a commune are told with either statistic; a sector may be reported by a commune where another
        // is for the whole city.
        boolean isTold = ADULTS.contains(statistic) && random.nextBoolean();
        boolean ofTheCommune = isTold || (statistic.equals("de.sector_share_min") && random.nextInt(4) == 0);
        String area = like != null
                ? like.get("data").get("area").asString()
                : isTold ? areas(time).get(0) : ofTheCity && !ofTheCommune ? "01" : dice.area("H26.KHCN", time);
        String period = like != null
                ? like.get("data").get("period").asString()
                : begun(time, () -> isTold ? dice.pick("2025-Q2", "2025-Q4") : period(statistic));
        String dimension =
                like != null ? like.get("data").path("dimension").asString("") : dice.pick("", "", "VNPT", "Viettel");
        int whole = dice.sometimes() ? 0 : 1_000 + random.nextInt(9_000);
        ObjectNode data = JSON.createObjectNode()
                .put("statistic", statistic)
                .put("area", area)
                .put("period", period)
                .put("numerator", dice.sometimes() ? 0 : random.nextInt(whole * 10 + 1) / 10.0);
        if (dice.mostly()) {
            data.put("denominator", whole);
        }
        if (!dimension.isEmpty()) {
            data.put("dimension", dimension);
        }
        String source = dice.pick("H26.KHCN", "H26.KHCN", "H26.TKE", "H26.NV", "H26.HCC");
        return envelope.event(source, "statistic", statistic + "/" + area + "/" + period + "/" + dimension, time, data);
    }

    /** One of the periods that have begun; years before are among all that are reported. */
    private static String begun(Instant time, Supplier<String> any) {
        return Stream.generate(any)
                .filter(period -> !Period.parse(period).startInstant().isAfter(time))
                .findFirst()
                .orElseThrow();
    }

    private String period(String statistic) {
        return statistic.equals("de.productivity_growth")
                ? dice.pick("2023", "2024", "2024", "2025", "2025")
                : dice.pick(
                        "2023", "2024-01", "2024-02", "2024-Q1", "2024", "2025-Q1", "2025-06", "2025-Q2", "2025-07",
                        "2025-12", "2025-Q4", "2025", "2026-01");
    }

    ObjectNode air(JsonNode like) {
        Instant time = like != null ? timeOf(like) : dice.night(18, 14 * 60, random.nextInt(8) == 0 ? 30 : 60);
        String station =
                like != null ? like.get("data").get("station").asString() : dice.pick("S0", "S0", "S1", "S1", "S2");
        String parameter = like != null
                ? like.get("data").get("parameter").asString()
                : dice.pick("PM25", "PM25", "PM25", "PM25", "O3", "O3", "O3", "PM10", "NO2", "SO2", "CO");
        double value = random.nextInt(parameter.equals("CO") ? 1_600_000 : dice.sometimes() ? 15_000 : 2_500) / 10.0;
        ObjectNode data = JSON.createObjectNode()
                .put("station", station)
                .put("parameter", parameter)
                .put("value", value)
                .put("averagingMinutes", 60)
                .put("area", areas(time).get(station.equals("S2") ? 2 : 0));
        return envelope.event("H26.NNMT", "air-observation", station + "/" + parameter, time, data);
    }

    ObjectNode traffic(JsonNode like) {
        Instant time = like != null ? timeOf(like) : dice.night(21, 6 * 60, 5);
        String link = like != null ? like.get("data").get("link").asString() : "L" + random.nextInt(4);
        ObjectNode data = JSON.createObjectNode()
                .put("link", link)
                .put("area", areas(time).get(link.charAt(1) % 4))
                .put("speedKmh", dice.sometimes() ? 25.25 : random.nextInt(900) / 10.0)
                .put("freeFlowKmh", dice.sometimes() ? 0 : 50.5)
                .put("vehicles", random.nextInt(5))
                .put("averagingMinutes", 5);
        return envelope.event("H26.XD", "traffic-observation", link, time, data);
    }

    ObjectNode rain(JsonNode like) {
        Instant time = like != null ? timeOf(like) : dice.night(21, 6 * 60, 10);
        String gauge = like != null ? like.get("data").get("gauge").asString() : "G" + random.nextInt(3);
        ObjectNode data = JSON.createObjectNode()
                .put("gauge", gauge)
                .put("area", areas(time).get(gauge.equals("G2") ? 2 : 0))
                .put("millimetres", random.nextInt(200) / 10.0)
                .put("averagingMinutes", 10);
        return envelope.event(dice.pick("H26.XD", "H26.NNMT"), "rain-observation", gauge, time, data);
    }

    ObjectNode river(JsonNode like) {
        Instant time = like != null ? timeOf(like) : dice.night(21, 6 * 60, 20);
        String station = like != null ? like.get("data").get("station").asString() : dice.pick("long-bien", "son-tay");
        ObjectNode data = JSON.createObjectNode()
                .put("station", station)
                .put("area", areas(time).get(station.equals("son-tay") ? 3 : 0))
                .put("levelMetres", random.nextInt(1_500) / 100.0 - 1);
        return envelope.event(dice.pick("H26.XD", "H26.NNMT"), "river-observation", station, time, data);
    }
}
