package vn.hanoi.datahub.standalone.demo;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;

/**
 * A plausible Hà Nội, generated from a seed: every event type, every commune in force at the time, agencies that
 * perform better in some places than in others. The same seed generates the same city.
 */
final class DemoCity {

    private final DemoEvents make;
    final DemoSensors sensors;
    final DemoRegisters registers;

    DemoCity(AreaRegister areas, long seed) {
        this.make = new DemoEvents(areas, seed);
        this.sensors = new DemoSensors(make);
        this.registers = new DemoRegisters(make, sensors);
    }

    /** Returns some event at a given time: dossiers and observations often, registers now and then. */
    DemoEvents.Sent any(Instant time) {
        int dice = make.random.nextInt(1_000);
        if (dice < 6) {
            return openDossier(time);
        } else if (dice < 10) {
            return openReport(time);
        } else if (dice < 330) {
            return dossier(time);
        } else if (dice < 500) {
            return workDossier(time);
        } else if (dice < 700) {
            return sensors.traffic(time, make.random.nextInt(60));
        } else if (dice < 780) {
            return sensors.rain(time, make.random.nextInt(20));
        } else if (dice < 880) {
            return citizenReport(time);
        }
        return registers.register(time, make.random.nextInt(DemoRegisters.KINDS));
    }

    DemoEvents.Sent dossier(Instant time) {
        Area commune = make.commune(time);
        Instant received = time.minus(2L + make.random.nextInt(200), ChronoUnit.HOURS);
        Instant due = received.plus(8, ChronoUnit.DAYS);
        boolean paid = make.chance(0.5);
        int procedure = make.random.nextInt(24);
        return make.send(
                "H26.HCC",
                "procedure-dossier",
                make.next("d"),
                time,
                DemoEvents.data()
                        .put("procedure", "proc-" + procedure)
                        .put("sector", DemoEvents.SECTORS.get(procedure % DemoEvents.SECTORS.size()))
                        .put("level", "COMMUNE")
                        .put("area", commune.code())
                        .put(
                                "channel",
                                make.chance(online(commune, time))
                                        ? "ONLINE_FULL"
                                        : make.pick("ONLINE_PARTIAL", "COUNTER", "POSTAL"))
                        .put("status", "RESOLVED")
                        .put("receivedAt", DemoEvents.text(received))
                        .put("dueAt", DemoEvents.text(due))
                        .put("resolvedAt", DemoEvents.text(time))
                        .put("resultElectronic", make.chance(0.9))
                        .put("resultDigitised", make.chance(0.8))
                        .put("identifierLinked", make.chance(0.95))
                        .put("authentication", make.pick("VNEID", "VNEID", "LOCAL", "NONE"))
                        .put("applicant", "h" + Integer.toHexString(make.random.nextInt(200_000)))
                        .put("applicantKind", make.chance(0.8) ? "PERSON" : "ORGANISATION")
                        .put("fee", paid)
                        .put("feePaid", paid ? make.pick("ONLINE", "COUNTER") : "NONE")
                        .put("amount", paid ? 20_000 + 1_000 * make.random.nextInt(90) : 0)
                        .put("rating", 3 + make.random.nextInt(3)));
    }

    /** Returns a dossier still in progress that falls due within minutes: it becomes late merely as time passes. */
    DemoEvents.Sent openDossier(Instant time) {
        DemoEvents.Sent open = dossier(time);
        ObjectNode data = (ObjectNode) open.event().get("data");
        data.put("status", "IN_PROGRESS")
                .put("dueAt", DemoEvents.text(time.plusSeconds(30L + make.random.nextInt(600))));
        data.remove(List.of("resolvedAt", "resultElectronic", "resultDigitised", "rating"));
        return open;
    }

    DemoEvents.Sent workDossier(Instant time) {
        boolean city = make.chance(0.3);
        return make.send(
                city ? "H26.VP" : "H26.NV",
                "work-dossier",
                make.next("w"),
                time,
                DemoEvents.data()
                        .put("level", city ? "CITY" : "COMMUNE")
                        .put(
                                "area",
                                city ? AreaRegister.CITY : make.commune(time).code())
                        .put("sector", make.sector())
                        .put("status", "CLOSED")
                        .put("online", make.chance(city ? 0.93 : 0.71))
                        .put("secret", make.chance(0.02))
                        .put("openedAt", DemoEvents.text(time.minus(70, ChronoUnit.HOURS)))
                        .put("closedAt", DemoEvents.text(time)));
    }

    /** Returns a dossier of a district, for times when there were districts. */
    DemoEvents.Sent districtDossier(Instant time) {
        List<Area> districts = make.areas.list(DemoEvents.day(time), AreaLevel.DISTRICT);
        DemoEvents.Sent dossier = workDossier(time);
        ObjectNode data = (ObjectNode) dossier.event().get("data");
        data.put("level", "DISTRICT")
                .put(
                        "area",
                        districts.get(make.random.nextInt(districts.size())).code());
        return new DemoEvents.Sent("H26.NV", dossier.event().put("source", "urn:hanoi:agency:H26.NV:demo"));
    }

    DemoEvents.Sent citizenReport(Instant time) {
        return make.send(
                "H26.VP",
                "citizen-report",
                make.next("r"),
                time,
                make.withArea(time)
                        .put("category", make.pick("waste", "roads", "water", "noise", "lighting"))
                        .put("status", "RESOLVED")
                        .put("receivedAt", DemoEvents.text(time.minus(50, ChronoUnit.HOURS)))
                        .put("dueAt", DemoEvents.text(time.plus(make.chance(0.95) ? 20 : -3, ChronoUnit.HOURS)))
                        .put("resolvedAt", DemoEvents.text(time))
                        .put("satisfied", make.chance(0.85)));
    }

    /** Returns a citizen report that is not resolved yet and falls due within minutes. */
    DemoEvents.Sent openReport(Instant time) {
        DemoEvents.Sent open = citizenReport(time);
        ObjectNode data = (ObjectNode) open.event().get("data");
        data.put("status", "ACCEPTED").put("dueAt", DemoEvents.text(time.plusSeconds(30L + make.random.nextInt(600))));
        data.remove(List.of("resolvedAt", "satisfied"));
        return open;
    }

    /** Returns a figure that an agency reports. */
    DemoEvents.Sent statistic(Instant time, DemoStatistics.Report report) {
        ObjectNode data = DemoEvents.data()
                .put("statistic", report.id())
                .put("area", report.area())
                .put("period", report.period())
                .put("numerator", report.numerator())
                .put("denominator", report.denominator());
        if (!report.dimension().isEmpty()) {
            data.put("dimension", report.dimension());
        }
        String subject = String.join("/", report.id(), report.area(), report.period(), report.dimension());
        return make.send(report.agency(), "statistic", subject, time, data);
    }

    /** Returns how well a commune performs, 0 to 1, always the same. */
    static double quality(Area commune) {
        return Math.abs(commune.name().hashCode() % 100) / 100.0;
    }

    private static double online(Area commune, Instant time) {
        double year = DemoEvents.day(time).getDayOfYear() / 365.0;
        return Math.min(0.97, 0.6 + 0.2 * quality(commune) + 0.1 * year);
    }
}
