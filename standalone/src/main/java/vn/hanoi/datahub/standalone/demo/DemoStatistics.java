package vn.hanoi.datahub.standalone.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * The figures that agencies report periodically: what each is called, who reports it, and a plausible course over time.
 */
final class DemoStatistics {

    /**
     * A figure reported for each commune and quarter.
     *
     * @param share its share at the start of 2025
     * @param yearly what a year adds to the share
     * @param base the people or households it is a share of, as a multiple of the commune's population
     */
    private record PerCommune(String id, String agency, double share, double yearly, double base) {}

    private static final List<PerCommune> COMMUNES = List.of(
            new PerCommune("ds.smartphone_adults", "H26.KHCN", 0.78, 0.05, 0.75),
            new PerCommune("ds.digital_signature_adults", "H26.KHCN", 0.34, 0.12, 0.75),
            new PerCommune("ds.fibre_households", "H26.KHCN", 0.84, 0.05, 0.28),
            new PerCommune("ds.mobile_4g5g_coverage", "H26.KHCN", 0.985, 0.01, 1),
            new PerCommune("ds.mobile_5g_coverage", "H26.KHCN", 0.38, 0.2, 1),
            new PerCommune("ds.broadband_affordable_access", "H26.KHCN", 0.71, 0.08, 1),
            new PerCommune("ds.epayment_accounts", "H26.NHNN", 0.66, 0.07, 0.77),
            new PerCommune("ds.digital_skills", "H26.NV", 0.45, 0.14, 0.6),
            new PerCommune("ds.ehr_population", "H26.YT", 0.8, 0.07, 1),
            new PerCommune("ds.eid_activated", "H26.CA", 0.58, 0.12, 0.75),
            new PerCommune("ds.telehealth_adults", "H26.YT", 0.17, 0.08, 0.75),
            new PerCommune("de.sme_digital_platforms", "H26.CT", 0.44, 0.09, 0.04),
            new PerCommune("de.econtract_enterprises", "H26.CT", 0.61, 0.12, 0.05));

    private static final List<String> SECTORS =
            List.of("agriculture", "industry", "trade", "tourism", "logistics", "finance", "education", "health");
    private static final double START = 2025;
    private static final int POPULATION_WHERE_UNKNOWN = 16_000;

    private final Random random;

    DemoStatistics(Random random) {
        this.random = random;
    }

    /** One reported figure. */
    record Report(
            String agency,
            String id,
            String area,
            String period,
            String dimension,
            double numerator,
            double denominator) {}

    /** Returns the quarter's reports of one commune. */
    List<Report> ofCommune(Area commune, Period quarter) {
        double years = quarter.end().getYear() + quarter.end().getDayOfYear() / 365.0 - START;
        int people = commune.facts() == null
                ? POPULATION_WHERE_UNKNOWN
                : commune.facts().population();
        return COMMUNES.stream()
                .map(figure -> {
                    double local = 0.1 * (DemoCity.quality(commune) - 0.5) + 0.01 * random.nextDouble();
                    double share = Math.min(0.998, Math.max(0.02, figure.share() + figure.yearly() * years + local));
                    long base = Math.round(people * figure.base());
                    return new Report(
                            figure.agency(), figure.id(), commune.code(), quarter.text(), "", part(share, base), base);
                })
                .toList();
    }

    /** Returns the year's reports of the city as a whole. */
    List<Report> ofYear(int year) {
        double years = year - START;
        double grdp = 1_426_000 * Math.pow(1.08, years);
        List<Report> reports = new java.util.ArrayList<>(List.of(
                city("H26.TKE", "de.grdp_share", year, "", 0.245 + 0.03 * years, grdp),
                city("H26.TKE", "de.grdp_share", year, "ICT", 0.11 + 0.01 * years, grdp),
                city("H26.TKE", "de.grdp_share", year, "PLATFORM", 0.05 + 0.01 * years, grdp),
                city("H26.TKE", "de.grdp_share", year, "SECTOR", 0.085 + 0.01 * years, grdp),
                new Report(
                        "H26.TKE",
                        "de.productivity_growth",
                        AreaRegister.CITY,
                        Integer.toString(year),
                        "",
                        Math.round(830_000 * Math.pow(1.078, years)),
                        Math.round(4_050_000 * Math.pow(1.009, years)))));
        for (int i = 0; i < SECTORS.size(); i++) {
            double share = 0.07 + 0.021 * i + 0.012 * years + 0.005 * random.nextDouble();
            reports.add(city("H26.TKE", "de.sector_share_min", year, SECTORS.get(i), share, grdp / 12 * (1 + i)));
        }
        return reports;
    }

    /** Returns the month's reports of the city as a whole. */
    List<Report> ofMonth(LocalDate day) {
        Period month = Period.containing(day, Granularity.MONTH);
        double years = day.getYear() + day.getDayOfYear() / 365.0 - START;
        return List.of(
                new Report(
                        "H26.CT",
                        "de.ecommerce_retail_share",
                        "01",
                        month.text(),
                        "",
                        part(0.1 + 0.015 * years, 78_000),
                        78_000),
                new Report(
                        "H26.NV",
                        "dg.officials_digital_identity",
                        "01",
                        month.text(),
                        "",
                        part(0.9 + 0.05 * years, 130_000),
                        130_000),
                new Report(
                        "H26.NV",
                        "dg.officials_dx_trained",
                        "01",
                        month.text(),
                        "",
                        part(0.72 + 0.11 * years, 130_000),
                        130_000),
                stock("H26.LTLS", "da.historical_paper_digitised", month, 420_000),
                stock("H26.LTLS", "da.metadata_published", month, 260_000),
                stock("H26.HCC", "da.tthc_results_digitised", month, 90_000));
    }

    private Report stock(String agency, String id, Period month, double holdings) {
        return new Report(agency, id, AreaRegister.CITY, month.text(), "", 0, holdings);
    }

    private Report city(String agency, String id, int year, String dimension, double share, double base) {
        double whole = Math.round(base);
        return new Report(agency, id, AreaRegister.CITY, Integer.toString(year), dimension, part(share, whole), whole);
    }

    private static double part(double share, double base) {
        return Math.round(base * Math.min(1, share));
    }
}
